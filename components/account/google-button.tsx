"use client";
// The way in through Google, where it is offered.
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";
import { ownAddress } from "@/lib/domain/account/schema";

export function GoogleButton({ cameFor }: { cameFor?: string }) {
  const [leaving, setLeaving] = useState(false);

  async function go() {
    setLeaving(true);
    try {
      const callbackURL = ownAddress.safeParse(cameFor).data;
      const { url } = await api.signInWithGoogle({
        provider: "google",
        ...(callbackURL && { callbackURL }),
      });
      location.assign(url);
    } catch (error) {
      toastError(error);
      setLeaving(false);
    }
  }

  return (
    <Button size="lg" wide busy={leaving} onClick={() => void go()} className="mt-3">
      Continue with Google
    </Button>
  );
}

"use client";
// Opens a finished charter for changes: a draft that will be submitted into it.
import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";

export function EditCharterButton({ charterId, name }: { charterId: string; name: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function edit() {
    setBusy(true);
    try {
      const { draft } = await api.editCharter(charterId);
      router.push(`/captain/drafts/${draft.id}`);
    } catch (error) {
      setBusy(false);
      toastError(error);
    }
  }

  return (
    <Button
      icon={<Pencil aria-hidden />}
      busy={busy}
      onClick={() => void edit()}
      aria-label={`Edit ${name}`}
    >
      Edit
    </Button>
  );
}

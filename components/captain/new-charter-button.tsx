"use client";
// Begins a draft with what the profile knows and opens it.
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";
import { startingDraft } from "@/lib/domain/draft/rules";
import type { DraftData, Unfinished } from "@/lib/domain/draft/schema";

export function NewCharterButton({ operator }: { operator: Unfinished<DraftData["operator"]> }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function begin() {
    setBusy(true);
    try {
      const { draft } = await api.createDraft(startingDraft(operator));
      // Stays busy until the draft's page takes over.
      router.push(`/captain/drafts/${draft.id}`);
    } catch (error) {
      setBusy(false);
      toastError(error);
    }
  }

  return (
    <Button
      variant="primary"
      size="lg"
      icon={<Plus aria-hidden />}
      busy={busy}
      onClick={() => void begin()}
    >
      New charter
    </Button>
  );
}

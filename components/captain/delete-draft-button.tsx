"use client";
// Deletes a draft after asking. Its photos stay with the captain.
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { api } from "@/lib/client/api";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { forgetEdits } from "@/lib/client/unsaved-edits";

export function DeleteDraftButton({ draftId, name }: { draftId: string; name: string }) {
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  async function remove() {
    setBusy(true);
    try {
      await api.deleteDraft(draftId);
      forgetEdits(draftId);
      const { closeUploads } = await import("@/lib/client/close-uploads");
      await closeUploads(draftId);
      setIsAsking(false);
      toastSuccess("Draft deleted. Its photos stay with you.");
      router.refresh();
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
  }

  return (
    <>
      <IconButton
        label={`Delete the draft ${name}`}
        icon={<Trash2 aria-hidden />}
        onClick={() => setIsAsking(true)}
      />
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${name}?`}
        description="What you wrote in this draft is gone for good. Its photos and videos stay with you for another charter."
        confirm="Delete draft"
        busy={busy}
        onConfirm={() => void remove()}
      />
    </>
  );
}

"use client";
// Empties the trash for good, after a question.
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { sizeInWords } from "@/components/words/quantities";
import { api } from "@/lib/client/api";
import { toastError, toastSuccess } from "@/lib/client/toast";

export function EmptyTrashButton({ count, frees }: { count: number; frees: number }) {
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const what = count === 1 ? "1 photo" : `${count} photos`;
  async function empty() {
    setBusy(true);
    try {
      toastSuccess(emptiedInWords(await api.emptyTrash()));
      router.refresh();
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
    setIsAsking(false);
  }
  return (
    <>
      <Button icon={<Trash2 aria-hidden />} onClick={() => setIsAsking(true)}>
        Empty the trash
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${what} for good?`}
        description={`What is in the trash can't be brought back after this.${
          frees > 0 ? ` It frees ${sizeInWords(frees)}.` : ""
        }`}
        confirm="Delete for good"
        cancel="Keep them"
        busy={busy}
        onConfirm={() => void empty()}
      />
    </>
  );
}

function emptiedInWords({ deleted, kept }: { deleted: number; kept: number }): string {
  if (kept === 0) return "The trash is empty.";
  const stays = kept === 1 ? "1 photo stays" : `${kept} photos stay`;
  return `${deleted === 0 ? "Nothing was deleted" : "Deleted"}: ${stays}, because our team removed ${kept === 1 ? "it" : "them"}.`;
}

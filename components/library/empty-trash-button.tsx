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

/** `kept` of the trash stays, because staff put it there. */
export function EmptyTrashButton({
  count,
  kept,
  frees,
}: {
  count: number;
  kept: number;
  frees: number;
}) {
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
        description={[
          `${count === 1 ? "It" : "They"} can't be brought back after this.`,
          frees > 0 && `It frees ${sizeInWords(frees)}.`,
          kept > 0 && `${staysInWords(kept)}.`,
        ]
          .filter(Boolean)
          .join(" ")}
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
  return `${deleted === 0 ? "Nothing was deleted" : "Deleted"}: ${staysInWords(kept)}.`;
}

const staysInWords = (kept: number) =>
  kept === 1
    ? "1 photo stays, because our team removed it"
    : `${kept} photos stay, because our team removed them`;

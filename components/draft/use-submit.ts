"use client";
// Submits a draft once everything is saved. A refusal is told with the step that helps.
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PhotoDesk } from "@/components/media/use-draft-photos";
import { api } from "@/lib/client/api";
import type { Autosave } from "@/lib/client/autosave";
import { closeUploads } from "@/lib/client/close-uploads";
import { fieldErrorsOf } from "@/lib/client/read-refusal";
import { type ToastAction, toastError, toastSuccess } from "@/lib/client/toast";
import type { DraftStepKey } from "@/lib/domain/draft/rules";
import { AppError } from "@/lib/errors/app-error";

interface Given {
  autosave: Autosave;
  photos: PhotoDesk;
  onRefused: () => void;
  onOpenField: (path: string) => void;
  onOpenStep: (step: DraftStepKey) => void;
}

export function useSubmit(given: Given): { submit: () => Promise<void>; busy: boolean } {
  const { autosave, photos, onRefused } = given;
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function submit() {
    setBusy(true);
    try {
      await photos.arrange.settle();
      const draft = await autosave.flush();
      const { charterId, left } = await api.finalizeDraft(draft.id, draft.version);
      autosave.forget();
      void closeUploads(draft.id);
      toastSuccess(draft.editsCharterId ? "Your charter is updated." : "Your charter is online.");
      if (left > 0) toastSuccess(leftWords(left));
      // Stays busy until the charter's page takes over.
      router.push(`/charters/${charterId}`);
    } catch (error) {
      setBusy(false);
      if (error instanceof AppError && error.code === "invalid_status") {
        // It went online before, and the answer was lost on its way: the page leads on to the charter.
        autosave.forget();
        void closeUploads(autosave.get().draft.id);
        return router.refresh();
      }
      toastError(error, nextStep(error, given) ?? startAgain(error));
      onRefused();
    }
  }
  return { submit, busy };

  /** A charter that changed since is edited anew, as it is now; the old draft stays on the dashboard. */
  function startAgain(error: unknown): ToastAction | undefined {
    const charterId = autosave.get().draft.editsCharterId;
    if (!(error instanceof AppError) || error.code !== "charter_changed" || !charterId)
      return undefined;
    const open = async () => {
      const { draft } = await api.editCharter(charterId);
      router.push(`/captain/drafts/${draft.id}`);
    };
    return { label: "Start again", run: () => void open().catch(toastError) };
  }

  function leftWords(left: number): string {
    return left === 1
      ? "One photo more than fits stays with you for another charter."
      : `${left} photos more than fit stay with you for another charter.`;
  }
}

function nextStep(error: unknown, { onOpenField, onOpenStep }: Given): ToastAction | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (error.code === "missing_media" || error.code === "missing_captain_profile")
    return { label: "Add photos", run: () => onOpenStep("media") };
  const [path] = Object.keys(fieldErrorsOf(error));
  if (error.code === "validation" && path)
    return { label: "Show me", run: () => onOpenField(path) };
  return undefined;
}

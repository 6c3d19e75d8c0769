import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "@/lib/client/api";
import { randomId } from "@/lib/client/random-id";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess, toastUndo } from "@/lib/client/toast";
import type { ReviewFilter } from "@/lib/domain/media/schema";
import { MEDIA_ACTIONS } from "@/lib/domain/staff/kinds";
import { undoOf } from "@/lib/domain/staff/rules";
import type { MediaActionInput } from "@/lib/domain/staff/schema";
import { AppError } from "@/lib/errors/app-error";
import { ERRORS } from "@/lib/errors/catalogue";
import type { Report } from "./report-notice";
import type { ReviewItem } from "./review-item";
import { headingOf, items } from "./staff-words";

/** What was done last, and its way back. */
export interface Undoable {
  sentence: string;
  undo: () => void;
}

export type Choices = Omit<MediaActionInput, "mediaIds" | "from">;

/**
 * Acts, tells what came of it, offers to take it back where that can be done, and has the page read anew.
 *
 * While the drawer is open, which keeps the focus, the way back stands in `undoable` instead of in a toast.
 *
 * @param onDone is told what was done, or that it was taken back, after the page was asked to read anew
 */
export function useMediaActions(
  onDone: (ids: readonly string[]) => void,
  { isDrawerOpen }: { isDrawerOpen: boolean },
) {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const [undoable, setUndoable] = useState<Undoable | null>(null);

  function offerUndo(sentence: string, calls: readonly MediaActionInput[]) {
    const way = () => void undo(sentence, calls);
    if (isDrawerOpen) setUndoable({ sentence, undo: way });
    else toastUndo(sentence, way);
  }

  async function undo(sentence: string, calls: readonly MediaActionInput[]) {
    setUndoable(null);
    try {
      for (const call of calls) {
        const { failed } = await api.actOnMedia(call, randomId());
        const [first] = failed;
        if (first) throw new AppError(first.error);
      }
      toastSuccess("Taken back.");
    } catch (error) {
      toastError(error);
      // Nobody knows whether it came through. Asked again, the server says of each item how it stands.
      if (!isDecided(error)) return offerUndo(sentence, calls);
    }
    router.refresh();
    onDone([]);
  }

  /** @returns whether the answer came, whatever it says of each item; "confirm" asks for a fresh sign-in */
  async function act(
    chosen: readonly ReviewItem[],
    choices: Choices,
  ): Promise<boolean | "confirm"> {
    setIsBusy(true);
    try {
      const mediaIds = chosen.map(({ id }) => id);
      const state = chosen[0]?.state;
      const from = state === "reserved" ? undefined : state;
      const isOneState = chosen.every((item) => item.state === state);
      const requestId = randomId();
      const { done, failed } = await api.actOnMedia(
        { ...choices, mediaIds, ...(isOneState && from && { from }) },
        requestId,
      );
      const by = new Map(chosen.map((item) => [item.id, item]));
      const left = failed.map(({ id, error }) => {
        const item = by.get(id);
        return { id, what: item ? headingOf(item) : id, why: ERRORS[error].toast };
      });
      const inWords = `${done.length} done, ${failed.length} not`;
      setReport(left.length > 0 ? { sentence: inWords, left } : null);
      if (done.length > 0) {
        const sentence = `${items(done.length)} ${MEDIA_ACTIONS[choices.action].done}.`;
        const before = done.flatMap((id) => by.get(id) ?? []);
        const calls = undoOf(choices, before).map((call) => ({ ...call, undoes: requestId }));
        setUndoable(null);
        if (calls.length === 0) toastSuccess(sentence);
        else offerUndo(sentence, calls);
      }
      router.refresh();
      onDone(done);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === "confirm_password") return "confirm";
      toastError(error);
      return false;
    } finally {
      setIsBusy(false);
    }
  }

  /** To all that match the view, in the background. @returns whether it began */
  async function actOnAll(filter: ReviewFilter, choices: Choices): Promise<boolean> {
    setIsBusy(true);
    try {
      await api.startJob({ ...choices, filter });
      router.refresh();
      onDone([]);
      return true;
    } catch (error) {
      toastError(error);
      return false;
    } finally {
      setIsBusy(false);
    }
  }

  return {
    act,
    actOnAll,
    isBusy,
    report,
    forgetReport: () => setReport(null),
    undoable,
    forgetUndo: () => setUndoable(null),
  };
}

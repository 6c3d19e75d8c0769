"use client";
// The server's own word on what a submit would take, asked again whenever the draft or its media change.
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import type { PhotoDesk } from "@/components/media/use-draft-photos";
import type { VideoDesk } from "@/components/media/use-draft-videos";
import { api } from "@/lib/client/api";
import type { Autosave } from "@/lib/client/autosave";
import type { DraftState } from "@/lib/client/draft-state";
import type { DraftReview } from "@/lib/domain/draft/schema";
import { AppError } from "@/lib/errors/app-error";

export interface Review {
  review: DraftReview | null;
  /** What was thrown when it could not be read. */
  failure: unknown;
  load: () => void;
}

export function useReview(
  autosave: Autosave,
  { draft, conflicts }: DraftState,
  { all, arrange }: PhotoDesk,
  { here: { videos } }: VideoDesk,
): Review {
  const router = useRouter();
  const [review, setReview] = useState<DraftReview | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);

  const isAsking = conflicts.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed photo or video, a new version or a new turn is the reason to ask again.
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      await arrange.settle();
      const { id } = await autosave.flush();
      return api.reviewDraft(id);
    };
    read().then(
      (answer) => {
        if (!isCurrent) return;
        setReview(answer);
        setFailure(null);
      },
      (error) => {
        if (!isCurrent) return;
        // Submitted elsewhere: the page leads on to the charter.
        if (error instanceof AppError && error.code === "invalid_status") router.refresh();
        else setFailure(error);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [autosave, arrange, router, all, videos, draft.version, isAsking, turn]);

  const load = useCallback(() => {
    setFailure(null);
    setTurn((before) => before + 1);
  }, []);
  return { review, failure, load };
}

"use client";
// The server's own word on what a submit would take, asked again whenever the photos change.
import { useCallback, useEffect, useState } from "react";
import type { PhotoDesk } from "@/components/media/use-draft-photos";
import { api } from "@/lib/client/api";
import type { Autosave } from "@/lib/client/autosave";
import type { DraftReview } from "@/lib/domain/draft/schema";

export interface Review {
  review: DraftReview | null;
  /** What was thrown when it could not be read. */
  failure: unknown;
  load: () => void;
}

export function useReview(autosave: Autosave, { all, arrange }: PhotoDesk): Review {
  const [review, setReview] = useState<DraftReview | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed photo or a new turn is the reason to ask again.
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
      (error) => isCurrent && setFailure(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [autosave, arrange, all, turn]);

  const load = useCallback(() => {
    setFailure(null);
    setTurn((before) => before + 1);
  }, []);
  return { review, failure, load };
}

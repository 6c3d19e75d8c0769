"use client";
// Pages of the captain's library as they are asked for, the newest question first.
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/lib/client/api";
import type { LibraryPicture, LibraryState } from "@/lib/domain/library/schema";
import { librarySearch } from "./library-address";

export interface LibraryQuestion {
  state: LibraryState | undefined;
  q: string;
}

interface Answer {
  pictures: readonly LibraryPicture[];
  nextCursor: string | null;
  isLoading: boolean;
  error: unknown;
}

const NOTHING: Answer = { pictures: [], nextCursor: null, isLoading: true, error: null };

/** What fits the question, read while `isWanted`; `more` reads on, `again` begins anew. */
export function useLibrary({ state, q }: LibraryQuestion, isWanted: boolean) {
  const [answer, setAnswer] = useState(NOTHING);
  const asked = useRef(0);
  const read = useCallback(
    async (cursor?: string) => {
      const mine = ++asked.current;
      const tell = (change: (before: Answer) => Answer) => {
        if (mine === asked.current) setAnswer(change);
      };
      setAnswer((before) => (cursor ? { ...before, isLoading: true, error: null } : NOTHING));
      try {
        const query = { state, q: q.trim(), kind: "CHARTER_PHOTO" } as const;
        const page = await api.listLibrary(librarySearch(query, cursor));
        tell((before) => ({
          pictures: cursor ? [...before.pictures, ...page.pictures] : page.pictures,
          nextCursor: page.nextCursor,
          isLoading: false,
          error: null,
        }));
      } catch (error) {
        tell((before) => ({ ...before, isLoading: false, error }));
      }
    },
    [state, q],
  );
  useEffect(() => {
    if (isWanted) void read();
  }, [isWanted, read]);
  const { nextCursor } = answer;
  return {
    ...answer,
    more: nextCursor ? () => void read(nextCursor) : null,
    again: () => void read(),
  };
}

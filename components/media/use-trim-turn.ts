"use client";
// Whose part is chosen now. The dialog opens by itself only for somebody who has just picked a clip and has done
// nothing else since; any other clip waits in the list until its button is pressed.
import { useCallback, useEffect, useRef, useState } from "react";
import type { VideoUpload } from "@/lib/client/videos-state";

export interface TrimTurn {
  /** The clip whose dialog is open. */
  clip: VideoUpload | null;
  /** Stays the same from one drawing to the next. */
  open: (id: string) => void;
  /** Its part is chosen: the next of the same pick follows. */
  done: () => void;
  /** None for now: all others wait in the list too. */
  later: () => void;
}

/** @param picks how often somebody picked clips on this page so far */
export function useTrimTurn(uploads: readonly VideoUpload[], picks: number): TrimTurn {
  const [turn, setTurn] = useState<{ id: string; isByItself: boolean } | null>(null);
  const isAwaited = useRef(false);
  const leftBefore = useRef<ReadonlySet<string>>(new Set());
  const picksBefore = useRef(picks);
  const waiting = uploads.filter(({ phase }) => phase === "choosing");
  const clip = waiting.find(({ id }) => id === turn?.id) ?? null;

  useEffect(() => {
    const moveOn = () => {
      isAwaited.current = false;
    };
    window.addEventListener("pointerdown", moveOn, true);
    window.addEventListener("keydown", moveOn, true);
    return () => {
      window.removeEventListener("pointerdown", moveOn, true);
      window.removeEventListener("keydown", moveOn, true);
    };
  }, []);
  useEffect(() => {
    if (picksBefore.current !== picks) {
      picksBefore.current = picks;
      isAwaited.current = true;
      leftBefore.current = new Set(waiting.map(({ id }) => id));
    }
    const next = waiting.find(({ id }) => !leftBefore.current.has(id));
    if (clip || !next || !isAwaited.current) return;
    // A question that came up by itself goes first.
    if (document.querySelector("[role=dialog],[role=alertdialog]")) isAwaited.current = false;
    else setTurn({ id: next.id, isByItself: true });
  });

  const open = useCallback((id: string) => setTurn({ id, isByItself: false }), []);
  return {
    clip,
    open,
    done: () => {
      isAwaited.current = turn?.isByItself === true;
      setTurn(null);
    },
    later: () => {
      isAwaited.current = false;
      setTurn(null);
    },
  };
}

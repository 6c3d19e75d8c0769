"use client";
// Ties a draft's autosave to the life of the page.
import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/lib/client/api";
import { type Autosave, openAutosave } from "@/lib/client/autosave";
import type { DraftState } from "@/lib/client/draft-state";
import { withStartingAnswers } from "@/lib/domain/draft/rules";
import type { DraftData, DraftView, Unfinished } from "@/lib/domain/draft/schema";

/** The autosave of this draft, watched. A draft begun elsewhere gets the usual answers where it has none. */
export function useAutosave(
  ownerId: string,
  draft: DraftView,
  operator: Unfinished<DraftData["operator"]>,
): [Autosave, DraftState] {
  const [autosave] = useState(() =>
    openAutosave(ownerId, draft, api.saveDraft, withStartingAnswers(draft, operator)),
  );
  useEffect(() => autosave.start(), [autosave]);
  useEffect(() => autosave.meet(draft), [autosave, draft]);
  const state = useSyncExternalStore(autosave.subscribe, autosave.get, autosave.get);
  return [autosave, state];
}

// What a page knows of a draft that is being edited, and its pure transitions. No timers, no requests.
import type { DraftPatch, DraftView } from "@/lib/domain/draft/schema";
import type { AppError } from "@/lib/errors/app-error";
import { type Conflict, isSame, mergeEdits, withValueAt } from "./draft-edits";
import type { UnsavedEdits } from "./unsaved-edits";

/** `waiting` tries again by itself; `stopped` needs the person, and `refusal` says why. */
export type SaveStatus = "saved" | "unsaved" | "saving" | "waiting" | "conflict" | "stopped";

export interface DraftState {
  /** The server's last word. */
  draft: DraftView;
  /** What the captain sees: the server's data and the edits made here. */
  data: DraftPatch;
  step: number;
  status: SaveStatus;
  refusal: AppError | null;
  /** False when the browser would not keep what is unsaved: it has no room, or forbids storage. */
  isKept: boolean;
  /** Fields changed to different values here and elsewhere, for the captain to choose from. */
  conflicts: Conflict[];
  /** What happened without being asked and must be told: changes made elsewhere, edits recovered. */
  notice: { kind: "merged"; paths: string[] } | { kind: "recovered" } | null;
}

/** The state with which a page begins. */
export function openedState(draft: DraftView, data: DraftPatch): DraftState {
  const state: DraftState = {
    draft,
    data,
    step: draft.currentStep,
    status: "saved",
    refusal: null,
    isKept: true,
    conflicts: [],
    notice: null,
  };
  return isDirty(state) ? { ...state, status: "unsaved" } : state;
}

/** Whether anything is still to be saved. */
export function isDirty({ draft, data, step }: DraftState): boolean {
  return step !== draft.currentStep || !isSame(draft.data, data);
}

/** True when nothing typed here can ever be saved: the draft was submitted or deleted elsewhere. */
export function isClosed({ refusal }: DraftState): boolean {
  return refusal?.code === "invalid_status" || refusal?.code === "not_found";
}

/** Whether typing on may lead to another try: not while one is due anyway, nor where only signing in helps. */
export function mayTryOn(state: DraftState): boolean {
  if (state.status === "saved" || state.status === "unsaved") return true;
  return state.status === "stopped" && state.refusal?.code !== "unauthorized" && !isClosed(state);
}

/** The server took `sent`; fields typed on while the request was under way stay as they are now. */
export function afterSave(state: DraftState, sent: DraftPatch, draft: DraftView): DraftState {
  return { ...state, draft, data: mergeEdits(sent, state.data, draft.data).data };
}

/** The draft was changed elsewhere: both sides come together, or the captain is asked. */
export function afterMeeting(state: DraftState, theirs: DraftView): DraftState {
  const { data, conflicts, broughtIn } = mergeEdits(state.draft.data, state.data, theirs.data);
  const notice = broughtIn.length ? ({ kind: "merged", paths: broughtIn } as const) : state.notice;
  return { ...state, draft: theirs, data, notice, ...asking(state, conflicts) };
}

/** The page was read again: what the server has by now comes in, nothing typed here is lost, and nobody is told. */
export function afterReading(state: DraftState, theirs: DraftView): DraftState {
  const { notice, step } = state;
  const isWhereItWas = step === state.draft.currentStep;
  const met = { ...afterMeeting(state, theirs), notice };
  return isWhereItWas ? { ...met, step: theirs.currentStep } : met;
}

/** What a lost tab left unsaved, taken up as if it had been typed here. */
export function afterRecovery(state: DraftState, { base, data }: UnsavedEdits): DraftState {
  const merged = mergeEdits(base, data, state.data);
  if (isSame(merged.data, state.data)) return state;
  const notice = { kind: "recovered" } as const;
  return { ...state, data: merged.data, notice, ...asking(state, merged.conflicts) };
}

/** Ends a conflict: the paths in `mine` stand, the others take the other side's value. */
export function afterChoice(state: DraftState, mine: ReadonlySet<string>): DraftState {
  const data = state.conflicts
    .filter(({ path }) => !mine.has(path))
    .reduce((now, { path, theirs }) => withValueAt(now, path, theirs ?? undefined), state.data);
  return { ...state, data, conflicts: [], status: "unsaved", refusal: null };
}

function asking(state: DraftState, conflicts: Conflict[]): Partial<DraftState> {
  return conflicts.length ? { conflicts, status: "conflict" } : { status: state.status };
}

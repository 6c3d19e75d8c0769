// Saves a draft while a captain types: one request at a time, retried while the failure may pass, merged
// when the draft was changed elsewhere. What is not confirmed is kept in this browser (unsaved-edits.ts).
import type { DraftPatch, DraftView, SaveDraftInput } from "@/lib/domain/draft/schema";
import { AppError } from "@/lib/errors/app-error";
import { editsBetween, withValueAt } from "./draft-edits";
import {
  afterChoice,
  afterMeeting,
  afterReading,
  afterRecovery,
  afterSave,
  type DraftState,
  isClosed,
  isDirty,
  mayTryOn,
  openedState,
} from "./draft-state";
import { guardLeaving } from "./leave-guard";
import { isTransient, waitMs } from "./retry";
import { joinSignOut } from "./sign-out";
import { createStore, type Store, type Watchable } from "./store";
import { forgetEdits, openTabEdits, type TabEdits } from "./unsaved-edits";

export interface Autosave extends Watchable<DraftState> {
  /** Changes one field by its dotted path; `undefined` clears it. Saved a moment later. */
  edit: (path: string, value: unknown) => void;
  /** Moves to a step of the wizard and saves at once. */
  goTo: (step: number) => void;
  /** Resolves with the draft once everything is saved; throws the AppError that stands in the way. */
  flush: () => Promise<DraftView>;
  /** Ends a conflict: the paths in `mine` stand, the others take the other side's value. */
  choose: (mine: ReadonlySet<string>) => void;
  dismissNotice: () => void;
  /** The draft as the server gave it just now; an older one changes nothing. */
  meet: (draft: DraftView) => void;
  /** Deletes what this browser kept; for when the draft is submitted. */
  forget: () => void;
  /**
   * Recovers what lost tabs left, and saves when the page hides or comes online. Returns the way to stop:
   * one last save, and no more tries after it.
   */
  start: () => () => void;
}

interface Context {
  ownerId: string;
  store: Store<DraftState>;
  save: (id: string, input: SaveDraftInput) => Promise<{ draft: DraftView }>;
  tab: TabEdits | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: Promise<void> | undefined;
  /** Somebody waits until all is saved, typing included. */
  urgent: boolean;
  failures: number;
  /** Nobody watches any more: what runs may end, nothing is tried again. */
  isStopped: boolean;
}

const QUIET_MS = 800;

/**
 * Watches over one draft from now on. Nothing is sent or stored before `start`.
 *
 * @param ownerId whose draft it is
 * @param data what the captain sees first, when it is more than the draft holds
 */
export function openAutosave(
  ownerId: string,
  draft: DraftView,
  save: Context["save"],
  data: DraftPatch = draft.data,
): Autosave {
  const store = createStore(openedState(draft, data));
  const context: Context = {
    ownerId,
    store,
    save,
    tab: null,
    timer: undefined,
    running: undefined,
    urgent: false,
    failures: 0,
    isStopped: false,
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    edit: (path, value) => edit(context, path, value),
    goTo: (step) => {
      store.set((state) => ({ ...state, step }));
      quietly(saveNow(context));
    },
    flush: async () => {
      await saveNow(context);
      return store.get().draft;
    },
    choose: (mine) => {
      store.set((state) => afterChoice(state, mine));
      keep(context);
      quietly(saveNow(context));
    },
    meet: (theirs) => {
      // A save under way meets the server by itself.
      if (context.running || theirs.version <= store.get().draft.version) return;
      store.set((state) => afterReading(state, theirs));
      keep(context);
      quietly(saveNow(context));
    },
    dismissNotice: () => store.set((state) => ({ ...state, notice: null })),
    forget: () => forgetEdits(store.get().draft.id),
    start: () => start(context),
  };
}

function start(context: Context): () => void {
  const tab = openTabEdits(context.ownerId, context.store.get().draft.id);
  context.tab = tab;
  context.isStopped = false;
  const unguard = guard(context);
  const leaveSignOut = joinSignOut({
    save: () =>
      saveNow(context).then(
        () => true,
        () => false,
      ),
    discard: () => discard(context),
  });
  quietly(recover(context, tab));
  // Also when the page shows again: the person may have signed in in another tab.
  const save = () => {
    if (!isClosed(context.store.get())) quietly(saveNow(context));
  };
  window.addEventListener("pagehide", save);
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", save);
  return () => {
    window.removeEventListener("pagehide", save);
    window.removeEventListener("online", save);
    document.removeEventListener("visibilitychange", save);
    unguard();
    leaveSignOut();
    void stop(context, tab);
  };
}

async function stop(context: Context, tab: TabEdits): Promise<void> {
  context.isStopped = true;
  clearTimeout(context.timer);
  const { store } = context;
  if (!isClosed(store.get())) await saveNow(context).catch(() => {});
  if (!isDirty(store.get())) tab.drop();
  // Not sooner: whoever takes the edits up must not meet a save of the same ones under way.
  tab.release();
}

function discard(context: Context): void {
  context.isStopped = true;
  clearTimeout(context.timer);
  context.tab = null;
  context.store.set(({ draft }) => openedState(draft, draft.data));
}

/** Asks before the page goes away while what was typed exists nowhere else. */
function guard({ store }: Context): () => void {
  const who = {};
  const look = () => guardLeaving(!store.get().isKept && isDirty(store.get()), who);
  const unsubscribe = store.subscribe(look);
  look();
  return () => {
    unsubscribe();
    guardLeaving(false, who);
  };
}

async function recover(context: Context, tab: TabEdits): Promise<void> {
  const { store } = context;
  await tab.adopt((edits) => {
    if (store.get().conflicts.length > 0) return false;
    store.set((state) => afterRecovery(state, edits));
    if (store.get().conflicts.length > 0) return tab.keep(edits);
    return keep(context);
  });
  if (isDirty(store.get())) await saveNow(context);
}

function edit(context: Context, path: string, value: unknown): void {
  const { store } = context;
  store.set((state) => ({ ...state, data: withValueAt(state.data, path, value) }));
  keep(context);
  if (!mayTryOn(store.get())) return;
  store.set((state) => ({ ...state, status: "unsaved", refusal: null }));
  saveIn(context, QUIET_MS);
}

async function saveNow(context: Context): Promise<void> {
  do {
    context.urgent = true;
    await run(context);
  } while (isDirty(context.store.get()));
}

/** At most one loop runs; who comes while it does waits for it and for what it picks up on its way. */
function run(context: Context): Promise<void> {
  clearTimeout(context.timer);
  context.running ??= saveAll(context).finally(() => {
    context.running = undefined;
    context.urgent = false;
  });
  return context.running;
}

async function saveAll(context: Context): Promise<void> {
  const { store } = context;
  let outcome: "first" | "merged" | "saved" = "first";
  while (isDirty(store.get())) {
    const { conflicts, refusal } = store.get();
    if (conflicts.length > 0) throw refusal ?? new AppError("version_conflict");
    if (outcome === "saved" && !context.urgent) {
      // Typed on meanwhile: wait for a pause again, or each keystroke would be a request.
      store.set((state) => ({ ...state, status: "unsaved" }));
      return saveIn(context, QUIET_MS);
    }
    outcome = await saveOnce(context);
  }
  context.tab?.drop();
  store.set((state) => ({ ...state, status: "saved", refusal: null }));
}

async function saveOnce(context: Context): Promise<"merged" | "saved"> {
  const { store } = context;
  const { draft, data, step } = store.get();
  store.set((state) => ({ ...state, status: "saving", refusal: null }));
  try {
    const saved = await context.save(draft.id, {
      dataPartial: editsBetween(draft.data, data),
      clientVersion: draft.version,
      currentStep: step,
    });
    context.failures = 0;
    store.set((state) => afterSave(state, data, saved.draft));
    return "saved";
  } catch (error) {
    handle(context, error);
    return "merged";
  }
}

/** Merges and returns, or says what is the matter and throws. */
function handle(context: Context, error: unknown): void {
  const { store } = context;
  const refusal =
    error instanceof AppError ? error : new AppError("internal", {}, { cause: error });
  if (refusal.code === "version_conflict" && refusal.details.server) {
    store.set((state) => afterMeeting(state, refusal.details.server as DraftView));
    if (store.get().conflicts.length === 0) {
      keep(context);
      return;
    }
    // What the browser keeps stays as it was, so that a reload asks the same question again.
    store.set((state) => ({ ...state, refusal }));
  } else if (isTransient(refusal) || refusal.code === "internal") {
    context.failures += 1;
    store.set((state) => ({ ...state, status: "waiting", refusal }));
    saveIn(context, waitMs(refusal, context.failures));
  } else {
    store.set((state) => ({ ...state, status: "stopped", refusal }));
    if (refusal.code === "invalid_status") {
      // Submitted elsewhere: what was typed here can never be saved.
      forgetEdits(store.get().draft.id);
      context.tab = null;
    }
  }
  throw refusal;
}

/** Whether the browser took it. */
function keep({ store, tab }: Context): boolean {
  const { draft, data } = store.get();
  const isKept = tab?.keep({ base: draft.data, data }) ?? true;
  store.set((state) => (state.isKept === isKept ? state : { ...state, isKept }));
  return isKept;
}

function saveIn(context: Context, ms: number): void {
  clearTimeout(context.timer);
  if (context.isStopped) return;
  context.timer = setTimeout(() => quietly(run(context)), ms);
}

/** The state already says what went wrong. */
function quietly(work: Promise<unknown>): void {
  work.catch(() => {});
}

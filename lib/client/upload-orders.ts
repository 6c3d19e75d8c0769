// What the queue is told to do: by the captain, by a page that is gone, by the clock.
import type { KeptUpload } from "./kept-uploads";
import { toastInfo } from "./toast";
import { askAbout, cancel, goOn } from "./upload-steps";
import {
  keep,
  type QueueContext,
  resumed,
  show,
  shownOf,
  type UploadEvents,
  type Work,
  workOf,
} from "./upload-work";
import { countUnderWay, withUploads } from "./uploads-state";

/** What to do with files the captain has already. */
export type TwinChoice = "use" | "keep";

const TICK_MS = 1000;

/** Takes files in, in the order given. */
export function add(context: QueueContext, files: readonly File[]): void {
  begin(
    context,
    files.map((file) => {
      context.picked += 1;
      return workOf(file, context.picked);
    }),
    (work) => void keep(context, work),
  );
}

/** Goes on with what a page that is gone left behind. */
export function resume(context: QueueContext, kept: readonly KeptUpload[]): void {
  for (const { id, key, rank, isStopped, arrivedAs } of kept) {
    if (isStopped) context.takeBacks.add(id, key);
    if (!arrivedAs) continue;
    context.arrived.add(id);
    context.ranks.set(arrivedAs, { rank, isUntold: false });
    context.events?.onRemembered(arrivedAs, rank);
  }
  const works = kept.filter((one) => !one.isStopped && !one.arrivedAs).map(resumed);
  context.picked = Math.max(context.picked, ...kept.map(({ rank }) => rank));
  if (works.length === 0) return;
  begin(context, works, (work) => {
    const isUnasked = work.isHashed && work.known === undefined;
    if (isUnasked && work.sha256) askAbout(context, work, work.sha256);
    else if (isUnasked) work.known = null;
  });
  toastInfo(
    works.length === 1
      ? "A photo from before goes on."
      : `${works.length} photos from before go on.`,
    "resumed",
  );
}

function begin(context: QueueContext, works: readonly Work[], prepare: (work: Work) => void): void {
  for (const work of works) context.work.set(work.id, work);
  context.store.set((state) => withUploads(state, works.map(shownOf)));
  for (const work of works) {
    prepare(work);
    goOn(context, work);
  }
}

/** Tells a page from now on, and first what became of files before it was there. Returns the way to stop. */
export function listen(context: QueueContext, events: UploadEvents): () => void {
  context.events = events;
  const arrivals = [...context.ranks].sort(([, one], [, other]) => one.rank - other.rank);
  // Places first: what arrived late is put among them.
  for (const [id, { rank, isUntold }] of arrivals) if (!isUntold) events.onRemembered(id, rank);
  for (const [id, { rank, isUntold }] of arrivals) {
    if (isUntold) events.onArrivedLate(id, rank);
    context.ranks.set(id, { rank, isUntold: false });
  }
  if (context.work.size === 0) context.ranks.clear();
  context.hold.signedIn();
  return () => {
    if (context.events === events) context.events = null;
  };
}

/** Sends a file that failed once more, after the others. */
export function retry(context: QueueContext, work: Work): void {
  work.misses = 0;
  show(context, work.id, { phase: "waiting", refusal: null });
  goOn(context, work);
}

/** Answers what is to become of a file the captain has already. */
export function choose(context: QueueContext, work: Work, choice: TwinChoice): void {
  const { twin, phase } = context.store.get().uploads.find(({ id }) => id === work.id) ?? {};
  if (!twin || phase !== "choosing") return;
  if (choice === "use" && twin.where !== "elsewhere") {
    cancel(context, work);
    return;
  }
  if (choice === "use") {
    work.isReused = true;
  } else {
    work.isCopyWanted = true;
    work.known = null;
    work.twinId = null;
    void context.kept.change(work.id, { isCopyWanted: true });
  }
  show(context, work.id, { phase: "waiting", twin: null });
  goOn(context, work);
}

/** Speeds fall while nothing leaves, so they are read by the clock. Returns the way to stop. */
export function keepTime({ store, speed, work }: QueueContext): () => void {
  const timer = setInterval(() => {
    if (countUnderWay(store.get()) === 0) return;
    store.set((state) => ({
      ...state,
      bytesPerSec: speed.read(),
      uploads: state.uploads.map((one) =>
        one.phase === "sending"
          ? { ...one, bytesPerSec: work.get(one.id)?.speed.read() ?? null }
          : one,
      ),
    }));
  }, TICK_MS);
  return () => clearInterval(timer);
}

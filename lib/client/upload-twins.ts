// Files the captain has already: found before anything is sent, shown with where they are, and left to the
// captain. What lies in the trash is taken out of it without a question.
import type { KnownPhoto, MediaView } from "@/lib/domain/media/schema";
import { type QueueContext, show, type Work } from "./upload-work";
import type { Twin } from "./uploads-state";

/** Whether the same file was picked before it and is still on its way; the captain is asked then. */
export function findTwin(context: QueueContext, work: Work): boolean {
  if (work.isCopyWanted || work.mayHaveArrived) return false;
  const twin = [...context.work.values()].find(
    (one) => one.sha256 === work.sha256 && one.rank < work.rank && !one.isCopyWanted,
  );
  if (!twin) return false;
  work.twinId = twin.id;
  ask(context, work, { where: "picked", thumbnailUrl: null, usedIn: [] });
  return true;
}

/** Takes in what the server knows of a file. */
export function meetKnown(context: QueueContext, work: Work, known: KnownPhoto | null): void {
  work.known = known;
  if (!known || work.isCopyWanted) return;
  if (known.media.state === "trash") work.isReused = true;
  else ask(context, work, twinOf(context, known));
}

function twinOf({ draftId, events }: QueueContext, { media, usedIn }: KnownPhoto): Twin {
  const isHere =
    events?.has(media.id) === true ||
    (media.state === "pending" && media.draftId === null) ||
    usedIn.some(({ type, id }) => type === "draft" && id === draftId);
  const thumbnailUrl = media.thumbnailUrl;
  return { where: isHere ? "here" : "elsewhere", thumbnailUrl, usedIn };
}

function ask(context: QueueContext, work: Work, twin: Twin): void {
  show(context, work.id, { phase: "choosing", twin });
}

/**
 * A file is no longer on its way. Those that were held to be its copies are copies of the photo it became, or
 * of nothing.
 *
 * @returns those that are free to go on
 */
export function freeTwinsOf(
  context: QueueContext,
  { id }: Work,
  media: MediaView | null,
): readonly Work[] {
  const twins = [...context.work.values()].filter(({ twinId }) => twinId === id);
  for (const twin of twins) {
    twin.twinId = null;
    if (media) ask(context, twin, { where: "here", thumbnailUrl: media.thumbnailUrl, usedIn: [] });
    else show(context, twin.id, { phase: "waiting", twin: null });
  }
  return media ? [] : twins;
}

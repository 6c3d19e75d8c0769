// One action of staff on one media item, whose row and captains the caller holds.
import "server-only";
import type { Tx } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import * as profileRepo from "@/lib/db/profile-repo";
import * as actionRepo from "@/lib/db/staff-action-repo";
import type { Staff } from "@/lib/domain/actor";
import type { MediaActionInput } from "@/lib/domain/staff/schema";
import { fail } from "@/lib/errors/app-error";
import { CHARTER_PHOTOS, MAX_STORED_BYTES, MEDIA_KINDS, PHOTO_LIMITS } from "./kinds";

type Row = actionRepo.ActedRow;

interface Held {
  tx: Tx;
  staff: Pick<Staff, "userId">;
  input: MediaActionInput;
  row: Row;
  /** Of the row; null for an orphan. */
  owner: actionRepo.Owner | null;
}

interface Act {
  /** The row is already as the action would leave it. */
  isDone: (row: Row, input: MediaActionInput) => boolean;
  /** Refuses, or writes; never a refusal after a write. */
  run: (held: Held) => Promise<void>;
}

const ACTS: Record<MediaActionInput["action"], Act> = {
  trash: { isDone: ({ trashedAt }) => trashedAt !== null, run: trash },
  restore: { isDone: ({ trashedAt }) => trashedAt === null, run: restore },
  assignCaptain: {
    isDone: (row, { captainId }) => row.captainId === captainId && !row.trashedAt,
    run: assign,
  },
  linkCharter: {
    isDone: (row, { charterId }) => row.charterId === charterId && !row.trashedAt,
    run: link,
  },
  unassign: { isDone: ({ captainId }) => captainId === null, run: unassign },
  unlinkCharter: { isDone: ({ charterId }) => charterId === null, run: unlink },
  review: {
    isDone: ({ reviewedAt, rejectedReason }) => reviewedAt !== null && rejectedReason === null,
    run: (held) => judge(held, { by: held.staff.userId, rejectedReason: null }),
  },
  unreview: {
    isDone: ({ reviewedAt, rejectedReason }) => reviewedAt === null && rejectedReason === null,
    run: (held) => judge(held, { by: null, rejectedReason: null }),
  },
  reject: {
    isDone: ({ rejectedReason }) => rejectedReason !== null,
    run: async (held) => {
      await requireEnoughLeft(held);
      await judge(held, {
        by: held.staff.userId,
        rejectedReason: held.input.reason ?? fail("reason_missing"),
      });
    },
  },
  purge: { isDone: () => false, run: purge },
};

/**
 * Does it, or refuses without having changed anything. Open drafts in which the captain is editing a charter
 * that changes by it go on from its new version.
 *
 * @param seen the row before it was locked; what somebody else changed since is refused
 * @throws AppError already_done, media_changed, and by action charter_needs_photos, charter_full,
 *   quota_exceeded, media_linked, media_in_trash, media_in_use, media_unusable, wrong_captain, wrong_kind,
 *   reason_missing
 */
export async function actOnItem(held: Held, seen: Row, isAsSeen: boolean): Promise<void> {
  const { isDone, run } = ACTS[held.input.action];
  if (isDone(held.row, held.input)) fail("already_done");
  if (!isAsSeen || FACTS.some((fact) => String(held.row[fact]) !== String(seen[fact])))
    fail("media_changed");
  await run(held);
}

/** What two members of staff could decide at the same moment. */
const FACTS = [
  "captainId",
  "charterId",
  "trashedAt",
  "missingSince",
  "rejectedReason",
  "reviewedAt",
] as const;

async function trash(held: Held): Promise<void> {
  const { tx, row } = held;
  await requireEnoughLeft(held);
  if (row.kind === "CAPTAIN_AVATAR") await profileRepo.dropAvatar(tx, row.id);
  await mediaRepo.trash(tx, row.id);
  await touchCharter(held);
}

async function restore(held: Held): Promise<void> {
  const { tx, row, owner } = held;
  const { charterId, kind } = row;
  let { draftId } = row;
  if (charterId) await requireRoomOn(held, charterId);
  else if (owner) {
    if (draftId && !(await mediaRepo.isOpenDraft(tx, owner.userId, draftId))) draftId = null;
    await requireRoomFor(held, owner.id);
  }
  if (kind === "CAPTAIN_AVATAR" && owner) await profileRepo.wearAvatar(tx, owner.id, row.id);
  await mediaRepo.place(tx, row.id, { charterId, draftId }, { atEnd: false });
  await touchCharter(held);
}

async function assign(held: Held): Promise<void> {
  const { tx, row, input } = held;
  const captainId = input.captainId ?? fail("not_found");
  if (row.trashedAt) fail("media_in_trash");
  if (row.charterId) fail("media_linked");
  if (row.kind === "CAPTAIN_AVATAR") fail("wrong_kind");
  if (row.captainId && !input.reason) fail("reason_missing");
  await requireRoomFor(held, captainId);
  const stored = await actionRepo.countStoredBytes(tx, captainId);
  if (stored + Number(row.sizeBytes ?? 0) > MAX_STORED_BYTES) fail("quota_exceeded");
  await actionRepo.giveTo(tx, row.id, captainId);
}

async function link(held: Held): Promise<void> {
  const { tx, row, owner, input } = held;
  const charterId = input.charterId ?? fail("not_found");
  if (row.trashedAt) fail("media_in_trash");
  if (row.charterId) fail("media_linked");
  if (row.kind !== "CHARTER_PHOTO") fail("wrong_kind");
  const captainId = await actionRepo.findCharterCaptain(tx, charterId);
  if (!owner || owner.id !== captainId) return fail("wrong_captain");
  if (row.missingSince || row.rejectedReason !== null) fail("media_unusable");
  await requireRoomOn(held, charterId);
  await mediaRepo.place(tx, row.id, { charterId, draftId: null }, { atEnd: true });
  await mediaRepo.touchCharter(tx, owner.userId, charterId);
}

/** Nobody's again; what its captain has put into a draft meanwhile, or what is another's by now, stays theirs. */
async function unassign({ tx, row, input: { captainId } }: Held): Promise<void> {
  if (row.trashedAt) fail("media_in_trash");
  if (row.charterId) fail("media_linked");
  if (row.kind === "CAPTAIN_AVATAR") fail("wrong_kind");
  if (row.draftId || (captainId && row.captainId !== captainId)) fail("media_changed");
  await actionRepo.takeFromCaptain(tx, row.id);
}

/** Waiting again, in the draft it came from while that is open; on another charter by now, it stays there. */
async function unlink(held: Held): Promise<void> {
  const { tx, row, owner, input } = held;
  if (row.trashedAt) fail("media_in_trash");
  if (row.kind !== "CHARTER_PHOTO" || !owner) return fail("wrong_kind");
  if (input.charterId && row.charterId !== input.charterId) fail("media_changed");
  await requireEnoughLeft(held);
  await requireRoomFor(held, owner.id);
  const draftId = input.draftId ?? null;
  const isOpen = draftId !== null && (await mediaRepo.isOpenDraft(tx, owner.userId, draftId));
  await mediaRepo.place(
    tx,
    row.id,
    { charterId: null, draftId: isOpen ? draftId : null },
    { atEnd: false },
  );
  await touchCharter(held);
}

async function judge(
  held: Held,
  verdict: { by: string | null; rejectedReason: string | null },
): Promise<void> {
  if (held.row.trashedAt) fail("media_in_trash");
  await actionRepo.setVerdict(held.tx, held.row.id, verdict);
  // A review alone shows guests nothing else than before.
  if (held.row.rejectedReason !== verdict.rejectedReason) await touchCharter(held);
}

async function purge({ tx, row }: Held): Promise<void> {
  if (!(await actionRepo.markPurged(tx, row.id))) fail("media_in_use");
}

/** Guests see at least 3 photos on a charter, also without this one. */
async function requireEnoughLeft({ tx, row }: Held): Promise<void> {
  const isShown = !row.trashedAt && !row.missingSince && row.rejectedReason === null;
  if (!row.charterId || row.kind !== "CHARTER_PHOTO" || !isShown) return;
  const others = await mediaRepo.countOthersOfCharter(tx, row.charterId, row.id);
  if (others.shown < CHARTER_PHOTOS.min) fail("charter_needs_photos");
}

async function requireRoomOn({ tx, row }: Held, charterId: string): Promise<void> {
  if (row.kind !== "CHARTER_PHOTO") return;
  const others = await mediaRepo.countOthersOfCharter(tx, charterId, row.id);
  if (others.kept >= CHARTER_PHOTOS.max) fail("charter_full");
}

async function requireRoomFor({ tx, row }: Held, captainId: string): Promise<void> {
  if (!MEDIA_KINDS[row.kind].countsAsPending) return;
  if ((await mediaRepo.countPending(tx, captainId)) >= PHOTO_LIMITS.maxPending)
    fail("quota_exceeded");
}

async function touchCharter({ tx, row, owner }: Held): Promise<void> {
  if (row.charterId && owner) await mediaRepo.touchCharter(tx, owner.userId, row.charterId);
}

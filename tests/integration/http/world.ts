// Two captains and a member of staff with all that requests can name, and a look at all there is.
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { aCharter, aDraft, aVideo, completeDraftData, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";
import { blob } from "../../support/stack";
import type { Ids } from "./doors";

/** Stands in all that the other captain has, and may stand in no answer to anybody else. */
export const MARK = "marlin-4711";

export interface Visitor {
  cookie: string;
  /** What the visitor has of each kind. */
  own: Ids & { email: string };
}

export interface World {
  me: Visitor;
  /** An administrator, who has a boat as well. */
  staff: Visitor;
  them: TestCaptain;
  /** What the other captain has of each kind, in every state it can be in. */
  theirs: Record<keyof Ids, string[]>;
}

/** Empties the database and fills it anew. */
export async function aWorld(): Promise<World> {
  await truncateAll();
  const them = await aCaptain({ name: `Ali ${MARK}`, email: `${MARK}@example.com` });
  return {
    me: await visitor(await aCaptain()),
    staff: await visitor(await aCaptain({ role: "ADMIN" })),
    them,
    theirs: await allPossessionsOf(them),
  };
}

/** All there is: every row but what is measured of requests, of sessions only whose they are, and every file. */
export async function everything(): Promise<object> {
  return {
    ...(await dumpTables()),
    sessions: await query(`SELECT "id", "userId" FROM "Session" ORDER BY "id"`),
    blobs: await blob.keys(),
  };
}

async function visitor(captain: TestCaptain): Promise<Visitor> {
  const own = { email: captain.email, ...(await possessionsOf(captain)) };
  return { cookie: await signedIn(captain), own };
}

async function possessionsOf(captain: TestCaptain): Promise<Ids> {
  const draft = await aDraft({ captain });
  const file = randomUUID().replaceAll("-", "").repeat(2);
  const [photo] = await photoRows(captain, 1, { draftId: draft.id, dedupeKey: file });
  const [trashed] = await photoRows(captain, 1, { trashedAt: new Date() });
  const charter = await aCharter({ captain });
  if (!photo || !trashed) throw new Error("no photo was made");
  const failed = { draftId: draft.id, processStatus: "failed", ready720pUrl: null } as const;
  const video = await aVideo({ captain, ...failed });
  const ids = { photo: photo.id, trashed: trashed.id, video: video.id, file };
  return { draft: draft.id, charter: charter.id, ...ids };
}

async function allPossessionsOf(captain: TestCaptain): Promise<Record<keyof Ids, string[]>> {
  const data = completeDraftData({ charterName: MARK });
  const { draft, charter, photo, trashed, video, file } = await possessionsOf(captain);
  await db().charterDraft.update({ where: { id: draft }, data: { data } });
  const finished = await aCharter({ captain, data });
  const deleted = await aDraft({ captain, data, draft: { status: "DELETED" } });
  const [reserved] = await photoRows(captain, 1, { status: "RESERVED" });
  await db().charterMedia.updateMany({
    where: { captainId: captain.profileId },
    data: { caption: MARK },
  });
  const uploading = await aVideo({
    captain,
    ...{ processStatus: "uploading", originalUrl: "", ready720pUrl: null, normalizedBlobKey: null },
    fileName: MARK,
  });
  const photos = [photo, trashed, reserved?.id ?? "", finished.media[0]?.id ?? ""];
  return {
    draft: [draft, finished.draftId, deleted.id],
    charter: [charter, finished.id],
    photo: photos,
    trashed: photos,
    video: [video, uploading.id],
    file: [file],
  };
}

// Clips in the store with a row that waits for the worker, as a finished upload leaves them.
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { putBlob } from "@/lib/storage/blob-store";
import { aClip } from "./clips";

/** A queued clip of this user with its original in the store. */
export async function aQueuedVideo(
  given: {
    owner: { id: string };
    bytes?: Buffer;
    extension?: string;
  } & Partial<Prisma.CaptainVideoUncheckedCreateInput>,
) {
  const { owner, bytes = await aClip(), extension = "mp4", ...row } = given;
  const blobKey = `videos/${randomUUID()}.${extension}`;
  const mimeType = extension === "mov" ? "video/quicktime" : `video/${extension}`;
  const signal = new AbortController().signal;
  const originalUrl = await putBlob(blobKey, bytes, mimeType, signal);
  return db().captainVideo.create({
    data: {
      ownerId: owner.id,
      blobKey,
      originalUrl,
      mimeType,
      sizeBytes: bytes.length,
      processStatus: "queued",
      ...row,
    },
  });
}

/** The clip as it is now. */
export const videoNow = (id: string) => db().captainVideo.findUniqueOrThrow({ where: { id } });

/** What is served at an address. */
export async function served(url: string | null): Promise<Buffer> {
  const answer = await fetch(url ?? "");
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

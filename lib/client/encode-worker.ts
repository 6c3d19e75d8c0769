// The worker's side of preparing photos: one task a message, answered under its number. Whatever has to look
// at a photo's pixels does it here, where it is decoded once.
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { decodeHeic } from "./decode-heic";
import { encodePhoto, type ShrunkPhoto } from "./encode-photo";
import { hashFile } from "./hash-file";
import { isHeic } from "./heic-bytes";

const TASKS = { hash: hashFile, shrink };
type Task = keyof typeof TASKS;

/** What each task answers with. */
export type TaskResult = { hash: string | null; shrink: ShrunkPhoto };

export interface WorkerRequest {
  number: number;
  task: Task;
  file: Blob;
}

export interface WorkerReply<T extends Task = Task> {
  number: number;
  result?: TaskResult[T];
  /** Why there is no result; null when the photo could not be decoded here. */
  refusal?: ErrorCode | null;
}

addEventListener(
  "message",
  async ({ data: { number, task, file } }: MessageEvent<WorkerRequest>) => {
    const reply = (answer: Omit<WorkerReply, "number">) => postMessage({ number, ...answer });
    try {
      reply({ result: await TASKS[task](file) });
    } catch (error) {
      reply({ refusal: error instanceof AppError ? error.code : null });
    }
  },
);

async function shrink(file: Blob): Promise<ShrunkPhoto> {
  const bitmap = await decode(file);
  try {
    return await encodePhoto(file, bitmap);
  } finally {
    bitmap.close();
  }
}

/** The photo upright, by the browser where it can. */
async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (error) {
    if (await isHeic(file)) return decodeHeic(file);
    throw error;
  }
}

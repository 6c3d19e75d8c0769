// The door for photos: a multipart form taken in as it comes, counted, hashed and refused as early as
// can be. Never a whole body through formData(), and never a file's name or declared type.
import "server-only";
import { createHash } from "node:crypto";
import { finished } from "node:stream/promises";
import busboy from "busboy";
import type { Captain } from "@/lib/domain/actor";
import { uploadFields } from "@/lib/domain/media/schema";
import type { ReceivedPhoto } from "@/lib/domain/media/upload-photo";
import { env } from "@/lib/env";
import { AppError, fail } from "@/lib/errors/app-error";
import { readKey } from "./idempotency-key";
import { type BodyReader, readAway } from "./request";
import { enterUpload, type Held, memoryFor } from "./upload-room";
import { valid } from "./valid";

/** A sender this silent, or this long about it, is gone: what it holds of the memory is for others. */
const STALL_MS = 10_000;
const TOTAL_MS = 120_000;
/** Boundaries, headers and fields around the file. */
const FORM_BYTES = 64 * 1024;
const LIMITS = {
  fields: 8,
  fieldNameSize: 64,
  fieldSize: 1024,
  files: 4,
  parts: 12,
  headerPairs: 16,
};

/**
 * Takes in a captain's photo of a multipart form and hands it to `use`; its memory counts until that is done.
 *
 * @throws AppError busy before a byte is read, when too many are under way, or when they hold too much;
 *   missing_file; file_too_large as soon as the declared or counted size says so; upload_cut, also when
 *   nothing comes for 10 s or not all in 2 minutes; invalid_payload with `errors`
 */
export async function receivePhoto<T>(
  { userId }: Captain,
  request: Request,
  use: (photo: ReceivedPhoto) => Promise<T>,
): Promise<T> {
  const maxBytes = env("app").MAX_PHOTO_BYTES;
  const key = readKey(request.headers);
  if (Number(request.headers.get("content-length")) > maxBytes + FORM_BYTES) fail("file_too_large");
  const leave = enterUpload();
  const held = memoryFor(userId);
  try {
    const { file, fields } = await readForm(request, maxBytes, held);
    const { signal } = request;
    return await use({ ...file, fields: valid(uploadFields, fields), idempotencyKey: key, signal });
  } finally {
    held.release();
    leave();
  }
}

interface Form {
  file: Pick<ReceivedPhoto, "bytes" | "sha256">;
  fields: Record<string, string>;
}

async function readForm({ headers, body }: Request, maxBytes: number, held: Held): Promise<Form> {
  if (!body) fail("missing_file");
  const parser = openParser(headers);
  const fields: Record<string, string> = {};
  let file: ReturnType<typeof collector> | undefined;
  let refusal: AppError | undefined;
  parser.on("field", (name, value) => {
    // An empty field is one that was not filled in.
    if (value !== "") fields[name] = value;
  });
  parser.on("file", (name, stream) => {
    // Ends with the parser, which is where the failure is dealt with.
    stream.on("error", () => {});
    if (name !== "file" || file) return stream.resume();
    const taken = collector(Number(headers.get("content-length")), maxBytes, held);
    file = taken;
    stream.on("data", (chunk: Buffer) => {
      refusal ??= taken.add(chunk);
    });
  });
  const ended = finished(parser).catch((cause: unknown) => {
    refusal ??= new AppError("upload_cut", {}, { cause });
  });
  const reader = body.getReader();
  const endsAt = Date.now() + TOTAL_MS;
  let received = 0;
  for (let next = await read(reader, endsAt); next; next = await read(reader, endsAt)) {
    received += next.length;
    if (received > maxBytes + FORM_BYTES) refusal ??= new AppError("file_too_large");
    if (refusal) {
      void readAway(reader);
      throw refusal;
    }
    parser.write(next);
  }
  parser.end();
  await ended;
  if (refusal) throw refusal;
  return { file: file?.end() ?? fail("missing_file"), fields };
}

/** The next piece of the body; null at its end. A client that is gone has cut its upload off. */
async function read(reader: BodyReader, endsAt: number): Promise<Uint8Array | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const patience = Math.min(STALL_MS, endsAt - Date.now());
    timer = setTimeout(() => reject(new Error("the sender is too slow")), patience);
  });
  try {
    return (await Promise.race([reader.read(), late])).value ?? null;
  } catch (cause) {
    return fail("upload_cut", {}, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** The file's bytes in one piece, hashed as they come. */
function collector(declaredBytes: number, maxBytes: number, held: Held) {
  // Memory that is not written to is not taken from the machine, so the whole room can be asked for.
  const room = Buffer.allocUnsafeSlow(Math.min(declaredBytes || maxBytes, maxBytes));
  const hash = createHash("sha256");
  let length = 0;
  return {
    add(chunk: Buffer): AppError | undefined {
      if (length + chunk.length > room.length) return new AppError("file_too_large");
      if (!held.take(chunk.length)) return new AppError("busy");
      length += chunk.copy(room, length);
      hash.update(chunk);
      return undefined;
    },
    end: () => ({ bytes: room.subarray(0, length), sha256: hash.digest("hex") }),
  };
}

function openParser(headers: Headers): busboy.Busboy {
  const type = headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) fail("missing_file");
  try {
    return busboy({ headers: { "content-type": type }, limits: LIMITS });
  } catch (cause) {
    return fail("upload_cut", {}, { cause });
  }
}

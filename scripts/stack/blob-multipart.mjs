// Multipart uploads in progress: a folder each, so that they outlive a restart of the server.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BlobRefusal } from "./blob-refusal.mjs";

/** Every part but the last has at least this many bytes, as the real store demands. */
const MIN_PART_BYTES = 5 * 1024 * 1024;
const MAX_PARTS = 10_000;
const ABANDONED_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * @typedef {object} Upload
 * @property {import("./blob-store.mjs").BlobDescription} description
 * @property {import("./blob-store.mjs").WriteConditions} conditions
 */

/**
 * Opens the folder of unfinished uploads and drops those nobody came back for within a week.
 * @param {string} root
 */
export async function openMultipart(root) {
  const folder = join(root, "uploads");
  await mkdir(folder, { recursive: true });
  for (const id of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, id));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(join(folder, id), { recursive: true });
  }

  /**
   * @param {string} uploadId
   * @param {string} pathname which must be the one the upload was made for
   * @returns {Promise<Upload & { folder: string }>}
   */
  async function find(uploadId, pathname) {
    const own = join(folder, /^[0-9a-f]{32}$/.test(uploadId) ? uploadId : "none");
    const text = await readFile(join(own, "upload.json"), "utf8").catch(() => undefined);
    if (text === undefined)
      throw new BlobRefusal("not_found", "This multipart upload does not exist");
    /** @type {Upload} */
    const upload = JSON.parse(text);
    if (upload.description.pathname !== pathname) {
      throw new BlobRefusal("bad_request", "The key does not belong to this multipart upload");
    }
    return { ...upload, folder: own };
  }

  return {
    /**
     * @param {Upload} upload
     * @returns {Promise<{ uploadId: string, key: string }>}
     */
    async create(upload) {
      const uploadId = randomBytes(16).toString("hex");
      await mkdir(join(folder, uploadId));
      await writeFile(join(folder, uploadId, "upload.json"), JSON.stringify(upload), {
        flush: true,
      });
      return { uploadId, key: upload.description.pathname };
    },

    /**
     * Keeps one part; sent again, the later one counts when its ETag is the one completed with.
     *
     * @param {{ uploadId: string, key: string, partNumber: number }} part
     * @param {AsyncIterable<Uint8Array>} chunks
     * @param {(bytes: number) => void} assertSize called with the upload's bytes so far
     * @returns {Promise<{ etag: string }>}
     */
    async putPart({ uploadId, key, partNumber }, chunks, assertSize) {
      const { folder: own } = await find(uploadId, key);
      if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > MAX_PARTS) {
        throw new BlobRefusal("bad_request", "Invalid part number");
      }
      const others = (await partFiles(own)).filter((part) => part.partNumber !== partNumber);
      let total = others.reduce((sum, part) => sum + part.size, 0);
      const draft = join(own, `draft-${randomBytes(8).toString("hex")}`);
      const hash = createHash("md5");
      const file = await open(draft, "wx");
      try {
        for await (const chunk of chunks) {
          total += chunk.byteLength;
          assertSize(total);
          hash.update(chunk);
          await file.writeFile(chunk);
        }
        await file.sync();
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      } finally {
        await file.close();
      }
      const etag = hash.digest("hex");
      await rename(draft, join(own, `part-${partNumber}-${etag}`));
      return { etag: `"${etag}"` };
    },

    /**
     * Puts the named parts together in order, however the list was ordered, and stores the whole.
     *
     * @param {{ uploadId: string, key: string }} upload
     * @param {unknown} list `[{ partNumber, etag }]`
     * @param {import("./blob-store.mjs").BlobStore} store
     * @param {(bytes: number) => void} assertSize
     */
    async complete({ uploadId, key }, list, store, assertSize) {
      const { folder: own, description, conditions } = await find(uploadId, key);
      const parts = chooseParts(await partFiles(own), list);
      assertSize(parts.reduce((sum, part) => sum + part.size, 0));
      const meta = await store.write(description, concatenate(parts), conditions);
      await rm(own, { recursive: true, force: true });
      return meta;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openMultipart>>} Multipart */
/** @typedef {{ partNumber: number, etag: string, size: number, path: string }} PartFile */

/**
 * @param {string} folder
 * @returns {Promise<PartFile[]>}
 */
async function partFiles(folder) {
  const names = (await readdir(folder)).filter((name) => name.startsWith("part-"));
  return Promise.all(
    names.map(async (name) => {
      const [, number = "", etag = ""] = name.split("-");
      const path = join(folder, name);
      return { partNumber: Number(number), etag, size: (await stat(path)).size, path };
    }),
  );
}

/**
 * @param {PartFile[]} stored
 * @param {unknown} list
 * @returns {PartFile[]}
 */
function chooseParts(stored, list) {
  /** @param {string} reason */
  const refuse = (reason) => new BlobRefusal("bad_request", reason);
  if (!Array.isArray(list) || list.length === 0) throw refuse("No parts were given");
  const named = [...list].sort((a, b) => a?.partNumber - b?.partNumber);
  const chosen = named.map((one) => {
    const etag = String(one?.etag).replaceAll('"', "");
    const found = stored.find((part) => part.partNumber === one?.partNumber && part.etag === etag);
    if (!found) throw refuse(`Part ${one?.partNumber} was not uploaded, or its ETag differs`);
    return found;
  });
  if (new Set(chosen.map((part) => part.partNumber)).size < chosen.length) {
    throw refuse("A part was named twice");
  }
  if (chosen.slice(0, -1).some((part) => part.size < MIN_PART_BYTES)) {
    throw refuse("Every part but the last must have at least 5 MB");
  }
  return chosen;
}

/** @param {PartFile[]} parts */
async function* concatenate(parts) {
  for (const part of parts) yield* createReadStream(part.path);
}

// The Blob server's folder. An object is written aside, flushed and renamed into place, so at any instant
// it is there whole or not at all. File names are hashes: no pathname, however odd, becomes a path.
import { createHash, randomBytes } from "node:crypto";
import { renameSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { flush, openObject, readMeta, readTrailer, writeObject } from "./blob-object-file.mjs";
import { BlobRefusal } from "./blob-refusal.mjs";

const MAX_PATHNAME = 950;

/**
 * @typedef {object} BlobMeta
 * @property {string} pathname
 * @property {number} size bytes
 * @property {string} contentType
 * @property {number} cacheControlMaxAge seconds
 * @property {string} etag quoted, of the content
 * @property {string} uploadedAt ISO
 * @property {"public" | "private"} access
 *
 * @typedef {Omit<BlobMeta, "size" | "etag" | "uploadedAt">} BlobDescription
 *
 * @typedef {object} WriteConditions
 * @property {boolean} allowOverwrite
 * @property {string | undefined} ifMatch
 */

/**
 * Opens the folder, making it when it is new, and drops what an interrupted write left.
 * @param {string} root
 */
export async function openBlobStore(root) {
  const objects = join(root, "objects");
  const unfinished = join(root, "unfinished");
  await rm(unfinished, { recursive: true, force: true });
  for (const folder of [objects, unfinished]) await mkdir(folder, { recursive: true });

  /** @type {Map<string, BlobMeta>} */
  const index = new Map();
  for (const name of await readdir(objects)) {
    const meta = await readMeta(join(objects, name)).catch(() => undefined);
    if (meta && fileName(meta.pathname) === name) index.set(meta.pathname, meta);
  }
  /** @type {string[] | undefined} kept until the next write */
  let sorted = [...index.keys()].sort();

  /** @param {string} pathname */
  const pathOf = (pathname) => join(objects, fileName(pathname));

  /**
   * @param {string} pathname
   * @param {WriteConditions} conditions
   */
  function assertWritable(pathname, { allowOverwrite, ifMatch }) {
    const current = index.get(pathname);
    if (ifMatch !== undefined && current?.etag !== ifMatch)
      throw new BlobRefusal("precondition_failed");
    if (current && !allowOverwrite && ifMatch === undefined)
      throw new BlobRefusal("already_exists");
  }

  return {
    root,
    assertWritable,

    /** Every stored pathname, in order. */
    keys() {
      sorted ??= [...index.keys()].sort();
      return [...sorted];
    },

    /**
     * @param {string} pathname
     * @returns {BlobMeta | undefined}
     */
    find: (pathname) => index.get(pathname),

    /**
     * Stores the chunks under the pathname. The conditions are checked before and again, with nothing
     * in between, when the finished file takes its place.
     *
     * @param {BlobDescription} description
     * @param {AsyncIterable<Uint8Array>} chunks
     * @param {WriteConditions} conditions
     * @returns {Promise<BlobMeta>}
     */
    async write(description, chunks, conditions) {
      assertPathname(description.pathname);
      assertWritable(description.pathname, conditions);
      const draft = join(unfinished, randomBytes(16).toString("hex"));
      try {
        const meta = await writeObject(draft, description, chunks);
        assertWritable(description.pathname, conditions);
        renameSync(draft, pathOf(meta.pathname));
        index.set(meta.pathname, meta);
        sorted = undefined;
        await flush(objects);
        return meta;
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },

    /**
     * The object's metadata and its open file, whose first `size` bytes are the content. The caller
     * closes it. Undefined when there is none.
     *
     * @param {string} pathname
     */
    async open(pathname) {
      if (!index.has(pathname)) return undefined;
      const file = await openObject(pathOf(pathname)).catch(() => undefined);
      if (!file) {
        // Somebody removed the file by hand.
        index.delete(pathname);
        sorted = undefined;
        return undefined;
      }
      const meta = await readTrailer(file);
      return { meta, file };
    },

    /**
     * Removes the object; one that is not there is no error, unless a condition was given.
     *
     * @param {string} pathname
     * @param {string | undefined} ifMatch
     */
    async remove(pathname, ifMatch) {
      if (ifMatch !== undefined && index.get(pathname)?.etag !== ifMatch) {
        throw new BlobRefusal("precondition_failed");
      }
      if (!index.delete(pathname)) return;
      sorted = undefined;
      await rm(pathOf(pathname), { force: true });
      await flush(objects);
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openBlobStore>>} BlobStore */

/**
 * @param {string} pathname
 * @throws BlobRefusal when it is no pathname the store accepts
 */
export function assertPathname(pathname) {
  /** @param {string} reason */
  const refuse = (reason) => {
    throw new BlobRefusal("bad_request", `The pathname ${reason}.`);
  };
  if (pathname === "") refuse("is missing");
  if (pathname.length > MAX_PATHNAME) refuse(`is longer than ${MAX_PATHNAME} characters`);
  if (pathname.startsWith("/") || pathname.includes("//")) refuse('cannot contain "//"');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f\\]/.test(pathname)) refuse("holds a character that is not allowed");
  if (pathname.split("/").some((part) => part === "." || part === ".."))
    refuse("leaves its folder");
}

/** @param {string} pathname */
function fileName(pathname) {
  return createHash("sha256").update(pathname).digest("hex");
}

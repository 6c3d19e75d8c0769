// One file holds one object: its bytes, then its metadata, then the metadata's length. So both come into
// being in one rename.
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open } from "node:fs/promises";

const LENGTH_BYTES = 4;

/**
 * Writes a new object file and flushes it; the caller renames it into place, or removes it after a failure.
 *
 * @param {string} path
 * @param {import("./blob-store.mjs").BlobDescription} description
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {Promise<import("./blob-store.mjs").BlobMeta>}
 */
export async function writeObject(path, description, chunks) {
  const file = await open(path, "wx");
  try {
    const hash = createHash("sha256");
    let size = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.byteLength;
      await file.writeFile(chunk);
    }
    const etag = `"${hash.digest("hex").slice(0, 32)}"`;
    const meta = { ...description, size, etag, uploadedAt: new Date().toISOString() };
    const trailer = Buffer.from(JSON.stringify(meta));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(trailer.byteLength);
    await file.writeFile(Buffer.concat([trailer, length]));
    await file.sync();
    return meta;
  } finally {
    await file.close();
  }
}

/**
 * The metadata of an object file. A link is not followed: it could lead out of the folder.
 *
 * @param {string} path
 * @returns {Promise<import("./blob-store.mjs").BlobMeta>}
 */
export async function readMeta(path) {
  const file = await openObject(path);
  try {
    return await readTrailer(file);
  } finally {
    await file.close();
  }
}

/**
 * Opens an object file for reading.
 * @param {string} path
 */
export function openObject(path) {
  return open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
}

/**
 * The metadata of an open object file, whose first `size` bytes are the content.
 *
 * @param {import("node:fs/promises").FileHandle} file
 * @returns {Promise<import("./blob-store.mjs").BlobMeta>}
 */
export async function readTrailer(file) {
  const { size } = await file.stat();
  const length = Buffer.alloc(LENGTH_BYTES);
  await file.read(length, 0, LENGTH_BYTES, size - LENGTH_BYTES);
  const trailer = Buffer.alloc(length.readUInt32BE());
  await file.read(trailer, 0, trailer.byteLength, size - LENGTH_BYTES - trailer.byteLength);
  return JSON.parse(trailer.toString("utf8"));
}

/**
 * Makes a rename or removal in the folder survive a power cut.
 * @param {string} folder
 */
export async function flush(folder) {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// One page of the store's list, flat or folded into folders.
import { BlobRefusal } from "./blob-refusal.mjs";

const MAX_LIMIT = 1000;

/**
 * A page of entries in order. In folded mode everything below a further "/" counts as one folder.
 *
 * @param {string[]} keys every pathname, sorted
 * @param {URLSearchParams} query limit, prefix, cursor, mode
 * @returns {{ pathnames: string[], folders: string[] | undefined, hasMore: boolean, cursor?: string }}
 */
export function listPage(keys, query) {
  const limit = Number(query.get("limit") ?? MAX_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new BlobRefusal("bad_request", `limit must be between 1 and ${MAX_LIMIT}`);
  }
  const prefix = query.get("prefix") ?? "";
  const folded = query.get("mode") === "folded";
  const after = readCursor(query.get("cursor"));

  /** @type {string[]} */
  const pathnames = [];
  /** @type {string[]} */
  const folders = [];
  let last = after;
  for (const key of keys.slice(firstAfter(keys, after ?? prefix, after === undefined))) {
    if (key < prefix) continue;
    if (!key.startsWith(prefix)) break;
    const slash = folded ? key.indexOf("/", prefix.length) : -1;
    const isFolder = slash >= 0;
    const entry = isFolder ? key.slice(0, slash + 1) : key;
    // The rest of a folder that was already listed, here or on the page before.
    if (isFolder && entry === last) continue;
    if (pathnames.length + folders.length === limit) {
      return page(pathnames, folded ? folders : undefined, last);
    }
    (isFolder ? folders : pathnames).push(entry);
    last = entry;
  }
  return page(pathnames, folded ? folders : undefined, undefined);
}

/**
 * @param {string[]} pathnames
 * @param {string[] | undefined} folders
 * @param {string | undefined} last where the next page goes on, when there is one
 */
function page(pathnames, folders, last) {
  if (last === undefined) return { pathnames, folders, hasMore: false };
  return { pathnames, folders, hasMore: true, cursor: Buffer.from(last).toString("base64url") };
}

/** @param {string | null} cursor */
function readCursor(cursor) {
  if (cursor === null || cursor === "") return undefined;
  const key = Buffer.from(cursor, "base64url").toString("utf8");
  if (Buffer.from(key).toString("base64url") !== cursor) {
    throw new BlobRefusal("bad_request", "Invalid cursor");
  }
  return key;
}

/**
 * Where the first key at or after (or strictly after) the given one stands.
 * @param {string[]} keys
 * @param {string} key
 * @param {boolean} inclusive
 */
function firstAfter(keys, key, inclusive) {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = keys[middle] ?? "";
    if (candidate < key || (!inclusive && candidate === key)) low = middle + 1;
    else high = middle;
  }
  return low;
}

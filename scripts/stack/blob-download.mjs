// GET and HEAD of stored files: ranges, ETags, safe headers.
import { pipeline } from "node:stream/promises";
import { fileHeaders } from "./blob-headers.mjs";
import { BlobRefusal } from "./blob-refusal.mjs";

/**
 * Serves one file, without ever holding more of it than a buffer's worth.
 *
 * @param {import("./blob-store.mjs").BlobStore} store
 * @param {import("node:http").IncomingMessage} req
 * @param {import("node:http").ServerResponse} res
 * @param {{ pathname: string, download: boolean, isOwner: () => boolean }} file
 */
export async function serveFile(store, req, res, { pathname, download, isOwner }) {
  const found = await store.open(pathname);
  if (!found) throw new BlobRefusal("not_found");
  const { meta, file } = found;
  try {
    if (meta.access === "private" && !isOwner()) throw new BlobRefusal("forbidden");
    for (const [name, value] of Object.entries(fileHeaders(meta, download)))
      res.setHeader(name, value);

    if (matches(req.headers["if-none-match"], meta.etag)) {
      res.writeHead(304).end();
      return;
    }
    const range = readRange(req, meta);
    if (range === "unsatisfiable") {
      res.writeHead(416, { "content-range": `bytes */${meta.size}` }).end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: meta.size - 1 };
    if (range) res.setHeader("content-range", `bytes ${start}-${end}/${meta.size}`);
    res.writeHead(range ? 206 : 200, { "content-length": end - start + 1 });
    if (req.method === "HEAD" || meta.size === 0) res.end();
    else await pipeline(file.createReadStream({ start, end, autoClose: false }), res);
  } finally {
    await file.close();
  }
}

/**
 * @param {string | undefined} header If-None-Match
 * @param {string} etag
 */
function matches(header, etag) {
  if (!header) return false;
  return header.split(",").some((one) => ["*", etag].includes(one.trim().replace(/^W\//, "")));
}

/**
 * One byte range, in any of its three spellings. Several at once, or one whose If-Range no longer
 * holds, get the whole file, as the standard allows.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {import("./blob-store.mjs").BlobMeta} meta
 * @returns {{ start: number, end: number } | "unsatisfiable" | undefined}
 */
function readRange(req, { size, etag }) {
  const ifRange = req.headers["if-range"];
  if (ifRange !== undefined && ifRange !== etag) return undefined;
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(req.headers.range ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}

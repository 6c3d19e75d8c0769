// The headers of stored files, and what the API says of them. A stored file must never run as a page
// on this origin, whatever its uploader called it.

const MONTH_SEC = 30 * 24 * 60 * 60;
const MIN_CACHE_SEC = 60;

/** Content types by extension, for a put that names none. Anything else is application/octet-stream. */
const TYPES = /** @type {Record<string, string>} */ ({
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  avif: "image/avif",
  gif: "image/gif",
  svg: "image/svg+xml",
  heic: "image/heic",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  json: "application/json",
  pdf: "application/pdf",
  txt: "text/plain",
  html: "text/html",
});

/** @param {string} pathname */
export function typeByName(pathname) {
  return (
    TYPES[/\.([a-z0-9]+)$/i.exec(pathname)?.[1]?.toLowerCase() ?? ""] ?? "application/octet-stream"
  );
}

/** @param {string | undefined} value seconds, as sent; the store keeps at least a minute */
export function cacheSeconds(value) {
  const seconds = Number(value ?? MONTH_SEC);
  return Number.isFinite(seconds) ? Math.max(MIN_CACHE_SEC, Math.floor(seconds)) : MONTH_SEC;
}

/**
 * Shown in place only when it is a picture, a film or a sound; an SVG is a document that can hold scripts.
 *
 * @param {import("./blob-store.mjs").BlobMeta} meta
 * @param {boolean} [download] asked for with ?download=1
 */
export function contentDisposition({ pathname, contentType }, download = false) {
  const media = /^(image|video|audio)\//i.test(contentType) && !/^image\/svg/i.test(contentType);
  const name = pathname.split("/").pop() ?? "";
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const kind = media && !download ? "inline" : "attachment";
  const utf8 = ascii === name ? "" : `; filename*=UTF-8''${encodeURIComponent(name)}`;
  return `${kind}; filename="${ascii}"${utf8}`;
}

/**
 * The address of a stored file.
 * @param {string} origin
 * @param {string} pathname
 */
export function fileUrl(origin, pathname) {
  return `${origin}/${pathname.split("/").map(encodeURIComponent).join("/")}`;
}

/**
 * What `put`, `copy` and a completed multipart upload answer.
 * @param {string} origin
 * @param {import("./blob-store.mjs").BlobMeta} meta
 */
export function putResult(origin, meta) {
  const url = fileUrl(origin, meta.pathname);
  const { pathname, contentType, etag } = meta;
  const disposition = contentDisposition(meta);
  return {
    url,
    downloadUrl: `${url}?download=1`,
    pathname,
    contentType,
    contentDisposition: disposition,
    etag,
  };
}

/**
 * @param {string} origin
 * @param {import("./blob-store.mjs").BlobMeta} meta
 */
export function headResult(origin, meta) {
  const { size, uploadedAt, cacheControlMaxAge } = meta;
  return {
    ...putResult(origin, meta),
    size,
    uploadedAt,
    cacheControl: `public, max-age=${cacheControlMaxAge}`,
  };
}

/**
 * @param {import("./blob-store.mjs").BlobMeta} meta
 * @param {boolean} download
 */
export function fileHeaders(meta, download) {
  const scope = meta.access === "private" ? "private" : "public";
  return {
    "content-type": meta.contentType,
    "content-disposition": contentDisposition(meta, download),
    "cache-control": `${scope}, max-age=${meta.cacheControlMaxAge}, immutable`,
    etag: meta.etag,
    "last-modified": new Date(meta.uploadedAt).toUTCString(),
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "cross-origin",
  };
}

/**
 * Credentials travel in a header, never in a cookie, so any page may ask.
 * @param {import("node:http").IncomingMessage} req
 * @param {import("node:http").ServerResponse} res
 */
export function allowBrowsers(req, res) {
  res.setHeader("access-control-allow-origin", "*");
  res.setHeader("access-control-expose-headers", "etag, content-range, retry-after");
  if (req.method !== "OPTIONS") return;
  res.setHeader("access-control-allow-methods", "GET, HEAD, PUT, POST, OPTIONS");
  res.setHeader(
    "access-control-allow-headers",
    req.headers["access-control-request-headers"] ?? "*",
  );
  res.setHeader("access-control-max-age", "86400");
}

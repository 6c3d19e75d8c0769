// What a put, copy or multipart upload asks for, read from its headers or from its client token.
import { randomBytes } from "node:crypto";
import { assertContentType } from "./blob-credentials.mjs";
import { cacheSeconds, typeByName } from "./blob-headers.mjs";
import { BlobRefusal } from "./blob-refusal.mjs";
import { assertPathname } from "./blob-store.mjs";

/**
 * @typedef {import("./blob-server.mjs").Call} Call
 * @typedef {import("./blob-credentials.mjs").ClientRules} ClientRules
 */

/**
 * What is to be stored, and on which conditions. A client token decides alone; of its headers only the
 * content type counts.
 *
 * @param {Call} call
 */
export function readWriteOrder({ req, query, rules }) {
  const wanted = query.get("pathname") ?? "";
  assertPathname(wanted);
  assertTokenPathname(rules, wanted);
  /** @param {string} name */
  const flag = (name) => req.headers[name] === "1";
  const suffix = rules ? rules.addRandomSuffix === true : flag("x-add-random-suffix");
  const pathname = suffix ? withSuffix(wanted) : wanted;
  const contentType = oneHeader(req, "x-content-type") ?? typeByName(pathname);
  if (rules) assertContentType(rules, contentType);
  const maxAge = rules
    ? rules.cacheControlMaxAge?.toString()
    : oneHeader(req, "x-cache-control-max-age");
  const isPrivate = req.headers["x-vercel-blob-access"] === "private";
  return {
    /** @type {import("./blob-store.mjs").BlobDescription} */
    description: {
      pathname,
      contentType,
      cacheControlMaxAge: cacheSeconds(maxAge),
      access: isPrivate ? "private" : "public",
    },
    conditions: {
      allowOverwrite: rules ? rules.allowOverwrite === true : flag("x-allow-overwrite"),
      ifMatch: rules ? rules.ifMatch : oneHeader(req, "x-if-match"),
    },
  };
}

/**
 * @param {ClientRules | undefined} rules
 * @param {string} pathname
 */
export function assertTokenPathname(rules, pathname) {
  if (rules && rules.pathname !== pathname) throw new BlobRefusal("pathname_mismatch");
}

/**
 * `photos/bow.jpg` becomes `photos/bow-<30 random characters>.jpg`.
 * @param {string} pathname
 */
function withSuffix(pathname) {
  const random = randomBytes(15).toString("hex");
  const [, stem = pathname, extension = ""] = /^(.+?)(\.[^./]+)?$/s.exec(pathname) ?? [];
  return `${stem}-${random}${extension}`;
}

/**
 * @param {import("node:http").IncomingMessage} req
 * @param {string} name
 */
export function oneHeader(req, name) {
  const value = req.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

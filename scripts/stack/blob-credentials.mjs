// Who may do what: the store's own read-write token may do all, a client token what it was signed for.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { BlobRefusal } from "./blob-refusal.mjs";

/**
 * What `generateClientTokenFromReadWriteToken` signs.
 *
 * @typedef {object} ClientRules
 * @property {string} pathname
 * @property {number} validUntil ms since 1970
 * @property {number} [maximumSizeInBytes]
 * @property {string[]} [allowedContentTypes]
 * @property {boolean} [addRandomSuffix]
 * @property {boolean} [allowOverwrite]
 * @property {number} [cacheControlMaxAge] seconds
 * @property {string} [ifMatch]
 * @property {{ callbackUrl: string, tokenPayload?: string | null }} [onUploadCompleted]
 */

/**
 * Hex HMAC-SHA256, the signature of client tokens and of completion callbacks.
 * @param {string} text
 * @param {string} readWriteToken
 */
export function sign(text, readWriteToken) {
  return createHmac("sha256", readWriteToken).update(text).digest("hex");
}

/**
 * The rules of a client token, or undefined for the store's owner.
 *
 * @param {string | undefined} authorization the header
 * @param {string} readWriteToken
 * @returns {ClientRules | undefined}
 * @throws BlobRefusal `forbidden` for anything else, `token_expired` after the token's time
 */
export function authenticate(authorization, readWriteToken) {
  const token = authorization?.startsWith("Bearer ") ? authorization.slice("Bearer ".length) : "";
  if (same(token, readWriteToken)) return undefined;

  const [, store = ""] = /^vercel_blob_rw_([^_]+)_/.exec(readWriteToken) ?? [];
  const prefix = `vercel_blob_client_${store}_`;
  if (!token.startsWith(prefix)) throw new BlobRefusal("forbidden");
  const [signature = "", payload = ""] = decode(token.slice(prefix.length)).split(".");
  if (!same(signature, sign(payload, readWriteToken))) throw new BlobRefusal("forbidden");
  /** @type {ClientRules} */
  const rules = JSON.parse(decode(payload));
  if (Date.now() > rules.validUntil) throw new BlobRefusal("token_expired");
  return rules;
}

/**
 * Refuses a content type that the token does not list; `image/*` stands for every image type.
 * @param {ClientRules} rules
 * @param {string} contentType
 */
export function assertContentType({ allowedContentTypes }, contentType) {
  if (!allowedContentTypes) return;
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const wildcard = `${type.split("/")[0]}/*`;
  const allowed = allowedContentTypes.some(
    (one) => one === type || one === wildcard || one === "*/*",
  );
  if (!allowed) throw new BlobRefusal("content_type", `"contentType" ${type} is not allowed`);
}

/**
 * Refuses as soon as there are more bytes than the token grants.
 * @param {ClientRules | undefined} rules
 * @param {number} bytes
 */
export function assertSize(rules, bytes) {
  const limit = rules?.maximumSizeInBytes;
  if (limit === undefined || bytes <= limit) return;
  throw new BlobRefusal("file_too_large", `the file length cannot be greater than ${limit} bytes`);
}

/** @param {string} text */
function decode(text) {
  return Buffer.from(text, "base64").toString("utf8");
}

/**
 * Compares in a time that does not depend on where two secrets differ.
 * @param {string} a
 * @param {string} b
 */
function same(a, b) {
  /** @param {string} text */
  const digest = (text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

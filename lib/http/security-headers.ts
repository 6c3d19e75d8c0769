// The headers that tell a browser what our pages may do. One table for pages; answers of the API allow nothing.
// Relative, because next.config.ts loads this file without path aliases.
import { blobUploadOrigin, isHotReload, publicBlobOrigin } from "../env";

/** Headers that are the same on every answer; next.config.ts sends them. */
export const COMMON_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(self), microphone=(), geolocation=(self), payment=()",
  },
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];

/** What answers of the API may load when a browser shows them: nothing. */
export const API_CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * The policy of one page view. Scripts run only with this view's nonce; styles may be inline, because
 * the primitives position with style attributes, which a nonce can't cover.
 *
 * @param nonce fresh for each request, at least 128 random bits
 */
export function pageContentSecurityPolicy(nonce: string): string {
  const blobs = publicBlobOrigin();
  const debugging = isHotReload ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${debugging}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' blob: data: ${blobs}`,
    `media-src 'self' blob: ${blobs}`,
    `connect-src 'self' ${[...new Set([blobs, blobUploadOrigin()])].join(" ")}`,
    "font-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

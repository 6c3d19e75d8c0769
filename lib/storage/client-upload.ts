// Uploads that go from a browser to the store directly: the right to send one file, and the store's own word
// that it has arrived. Knows names and bytes, never whose they are.
import "server-only";
import {
  generateClientTokenFromReadWriteToken,
  type HandleUploadBody,
  handleUpload,
} from "@vercel/blob/client";
import { env, uploadCallbackUrl } from "@/lib/env";
import { CACHE_SECONDS } from "./blob-store";

/** What one upload may be. */
export interface UploadGrant {
  key: string;
  contentType: string;
  maxBytes: number;
  /** Until when it may begin, or begin another part. */
  validUntil: Date;
  /** Comes back with the store's word that the file has arrived. */
  payload: string;
}

/** A token for exactly this upload: of this name, this type, at most these bytes, never over what is there. */
export function grantUpload(grant: UploadGrant): Promise<string> {
  return generateClientTokenFromReadWriteToken({
    token: env("storage").BLOB_READ_WRITE_TOKEN,
    pathname: grant.key,
    allowedContentTypes: [grant.contentType],
    maximumSizeInBytes: grant.maxBytes,
    validUntil: grant.validUntil.getTime(),
    addRandomSuffix: false,
    allowOverwrite: false,
    cacheControlMaxAge: CACHE_SECONDS,
    onUploadCompleted: { callbackUrl: uploadCallbackUrl(), tokenPayload: grant.payload },
  });
}

/** True when the store itself signed this event, as its SDK sees it. */
export async function isFromStore(event: object, signature: string): Promise<boolean> {
  // The SDK reads the signature from a request, whose address does not matter.
  const headers = { "x-vercel-signature": signature };
  return handleUpload({
    token: env("storage").BLOB_READ_WRITE_TOKEN,
    request: new Request("http://localhost/", { method: "POST", headers }),
    body: event as HandleUploadBody,
    onBeforeGenerateToken: () => Promise.reject(new Error("tokens are not given here")),
  }).then(
    ({ type }) => type === "blob.upload-completed",
    () => false,
  );
}

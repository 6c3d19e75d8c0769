// The store's own list, a page at a time. `list` is billed: only jobs ask for it, never a page view.
import "server-only";
import { BlobError, list } from "@vercel/blob";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors/app-error";

/** What the store has under one name. */
export interface ListedBlob {
  key: string;
  /** By the store's clock. */
  uploadedAt: Date;
}

/**
 * A page of what is stored below a prefix, at most 1,000 names, in the store's order.
 *
 * @param cursor of the page before; undefined for the first
 * @returns `cursor` of the next page, null after the last; null when the store does not know the given one any more
 * @throws AppError storage_unavailable
 */
export async function listBlobs(
  prefix: string,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<{ blobs: ListedBlob[]; cursor: string | null } | null> {
  const { BLOB_READ_WRITE_TOKEN: token } = env("storage");
  try {
    const page = await list({ prefix, token, abortSignal: signal, ...(cursor && { cursor }) });
    // The SDK hands on whatever JSON comes back.
    const blobs = page.blobs.map(({ pathname, uploadedAt }) => ({
      key: pathname,
      uploadedAt: new Date(uploadedAt),
    }));
    return { blobs, cursor: (page.hasMore && page.cursor) || null };
  } catch (cause) {
    if (cursor && isRefusal(cause)) return null;
    throw new AppError("storage_unavailable", {}, { cause });
  }
}

/** The store says that it was asked wrongly, for which the SDK has no class of its own as it has for all else. */
const isRefusal = (error: unknown): boolean =>
  error instanceof BlobError && Object.getPrototypeOf(error) === BlobError.prototype;

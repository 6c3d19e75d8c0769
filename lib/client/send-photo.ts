// One photo on its way to the server, by XHR, because only XHR tells how many bytes have left.
import type { MediaView } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";
import { readRefusal } from "./read-refusal";

export interface PhotoToSend {
  blob: Blob;
  name: string;
  sha256: string | null;
  draftId?: string;
  /** The same for every try with the same file. */
  idempotencyKey: string;
  /** It is stored although the captain has it already. */
  isCopyWanted?: boolean;
}

export interface SentPhoto {
  media: MediaView;
  /** It was here already; nothing was stored again. */
  duplicate: boolean;
  /** It came back from the trash. */
  restored?: boolean;
}

export interface SendOptions {
  signal: AbortSignal;
  /** Bytes that have left, of how many; equal once all have and the server is at work. */
  onProgress: (sentBytes: number, totalBytes: number) => void;
}

// A phone that changes networks leaves connections that never fail by themselves.
const STALLED_MS = 60_000;

/**
 * Sends one photo.
 *
 * @throws AppError of the answer, `offline` when none comes; AbortError when the signal says stop
 */
export function sendPhoto(photo: PhotoToSend, options: SendOptions): Promise<SentPhoto> {
  const { signal, onProgress } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const xhr = new XMLHttpRequest();
    const lost = () => settle(() => reject(new AppError("offline")));
    const stop = () => settle(() => reject(signal.reason));
    let stalled = setTimeout(lost, STALLED_MS);
    const settle = (finish: () => void) => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", stop);
      finish();
      xhr.abort();
    };
    signal.addEventListener("abort", stop);
    xhr.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(stalled);
      stalled = setTimeout(lost, STALLED_MS);
      onProgress(loaded, total);
    };
    xhr.onerror = lost;
    xhr.onload = () =>
      settle(() => {
        const body: unknown = xhr.response;
        if (xhr.status >= 200 && xhr.status < 300 && body) resolve(body as SentPhoto);
        else
          reject(
            readRefusal({
              status: xhr.status,
              body,
              header: (name) => xhr.getResponseHeader(name),
            }),
          );
      });
    xhr.open("POST", "/api/media/photo");
    xhr.responseType = "json";
    xhr.setRequestHeader("idempotency-key", photo.idempotencyKey);
    xhr.send(formOf(photo));
  });
}

function formOf({ blob, name, sha256, draftId, isCopyWanted }: PhotoToSend): FormData {
  const form = new FormData();
  // Small fields first: the server needs them before the bytes.
  if (draftId) form.set("draftId", draftId);
  if (sha256) form.set("originalSha256", sha256);
  if (isCopyWanted) form.set("onDuplicate", "keep");
  form.set("file", blob, name);
  return form;
}

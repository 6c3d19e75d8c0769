// The worker's side of encoding: one photo a message, answered under its number. Nothing else runs here.
import { encodePhoto } from "./encode-photo";

export interface EncodeRequest {
  number: number;
  file: Blob;
}

/** `blob` is null when the browser could not decode the photo. */
export interface EncodeReply {
  number: number;
  blob: Blob | null;
}

addEventListener("message", ({ data: { number, file } }: MessageEvent<EncodeRequest>) => {
  const reply = (blob: Blob | null) => postMessage({ number, blob } satisfies EncodeReply);
  encodePhoto(file).then(reply, () => reply(null));
});

// A captain's browser and the store's callback, as far as videos go: the real addresses and the real client half of
// the SDK.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { put } from "@vercel/blob/client";
import * as completeRoute from "@/app/api/media/video/[videoId]/complete/route";
import * as callbackRoute from "@/app/api/media/video/callback/route";
import * as videoRoute from "@/app/api/media/video/route";
import { sign } from "../../scripts/stack/blob-credentials.mjs";
import { type ClipSpec, probe } from "./clips";
import { type Answer, call } from "./http";
import { blob } from "./stack";

const TYPES = { mp4: "video/mp4", mov: "video/quicktime", webm: "video/webm" } as const;

/** What a browser says about a clip's bytes when it tells the truth. */
export async function aboutClip(bytes: Buffer, extension: ClipSpec["extension"] = "mp4") {
  const { durationSec, video } = await probe(bytes);
  return {
    fileName: `strike.${extension}`,
    contentType: TYPES[extension],
    sizeBytes: bytes.length,
    durationSec,
    width: video.width,
    height: video.height,
  };
}

/** Asks for a place for a video. */
export function reserve(cookie: string, body: object, headers = {}): Promise<Answer> {
  return call(videoRoute.POST, { cookie, body, headers });
}

/** Sends bytes to the store as the browser does. */
export function send(
  { upload }: { upload: { pathname: string; clientToken: string } },
  bytes: Buffer,
  { contentType = "video/mp4", pathname = upload.pathname, multipart = false } = {},
) {
  const token = upload.clientToken;
  return put(pathname, bytes, { access: "public", token, contentType, multipart });
}

/** Says that a video has arrived. */
export function complete(cookie: string, videoId: string): Promise<Answer> {
  return call(completeRoute.POST, { method: "POST", cookie, params: { videoId } });
}

/** Says it as the store does, signed unless there is another signature; without one with null. */
export function tell(videoId: string, signature?: string | null): Promise<Answer> {
  const blobFacts = { url: "https://evil.example/other.mp4", pathname: "videos/other.mp4" };
  const body = {
    type: "blob.upload-completed",
    payload: { blob: blobFacts, tokenPayload: videoId },
  };
  const given = signature === undefined ? sign(JSON.stringify(body), blob.token) : signature;
  return call(callbackRoute.POST, {
    body,
    headers: given === null ? {} : { "x-vercel-signature": given },
  });
}

export interface Callbacks {
  /** What those that came through were answered. */
  statuses: number[];
  /** None gets through while it is set; the store says them again later. */
  isCut: boolean;
  close: () => Promise<void>;
}

/** Lets the store's real callbacks through to the address, until closed. Before a token is given. */
export async function hearCallbacks(): Promise<Callbacks> {
  const callbacks: Callbacks = {
    statuses: [],
    isCut: false,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  const server = createServer(async (req, res) => {
    if (callbacks.isCut) return void req.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const request = new Request(`http://localhost:3000${req.url}`, {
      method: "POST",
      headers: { "x-vercel-signature": String(req.headers["x-vercel-signature"]) },
      body: Buffer.concat(chunks),
    });
    const { status } = await callbackRoute.POST(request, { params: Promise.resolve({}) });
    callbacks.statuses.push(status);
    res.writeHead(status).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  process.env.VERCEL_BLOB_CALLBACK_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return callbacks;
}

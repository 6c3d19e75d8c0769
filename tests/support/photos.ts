// Photos for tests: bytes made here, and photos that went through the product's own upload.
import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import { db } from "@/lib/db/client";
import type { CharterMedia } from "@/lib/db/generated/client";
import type { UploadFields } from "@/lib/domain/media/schema";
import { type UploadedPhoto, uploadPhoto } from "@/lib/domain/media/upload-photo";
import { captainActor } from "./actors";
import { type Answer, ORIGIN } from "./http";

interface PhotoSpec {
  /** Pixels, before the orientation turns them. */
  width?: number;
  height?: number;
  /** With a place, a camera and a serial number in its EXIF, XMP and IPTC. */
  gps?: boolean;
  /** EXIF orientation, 1 to 8. */
  orientation?: number;
}

let made = 0;

/** A picture unlike any other made in this process: four coloured corners that tell which way is up. */
export function aPicture({ width = 640, height = 480 }: PhotoSpec = {}): Sharp {
  made++;
  // Steps so wide that no encoder makes two pictures the same.
  const serial = [made % 16, (made >> 4) % 16, (made >> 8) % 16].map((digit) => digit * 16);
  const corners = [240, 40, 40, 40, 240, 40, 40, 40, 240, ...serial];
  return sharp(Buffer.from(corners), { raw: { width: 2, height: 2, channels: 3 } }).resize({
    width,
    height,
    fit: "fill",
    kernel: "nearest",
  });
}

/** A JPEG unlike any other, 640×480 unless said. */
export async function aJpeg(spec: PhotoSpec = {}): Promise<Buffer> {
  let picture = aPicture(spec).jpeg({ quality: 90 });
  if (spec.orientation) picture = picture.withMetadata({ orientation: spec.orientation });
  if (!spec.gps) return picture.toBuffer();
  const bytes = await picture
    .withExif({
      IFD0: { Make: "SecretCamera", Model: "SN-0042", Orientation: String(spec.orientation ?? 1) },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "6/1 22/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "99/1 41/1 0/1",
      },
    })
    .toBuffer();
  const xmp = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>6,22N</exif:GPSLatitude></x:xmpmeta>`;
  const iptc = "Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x16\x1c\x02\x5a\0\x11SecretHarbourCity";
  return withSegments(bytes, [
    [0xe1, xmp],
    [0xed, iptc],
    [0xfe, "<script>alert('comment')</script>"],
  ]);
}

/** A JPEG with marker segments put in front of its others. */
export function withSegments(jpeg: Buffer, segments: [marker: number, content: string][]): Buffer {
  const parts = segments.map(([marker, content]) => {
    const body = Buffer.from(content, "latin1");
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)]);
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Uploads through the use case, as the route would; a fresh JPEG unless there are bytes. */
export async function upload(
  captain: { id: string },
  given: { bytes?: Uint8Array; fields?: UploadFields; idempotencyKey?: string } = {},
): Promise<UploadedPhoto> {
  const bytes = given.bytes ?? (await aJpeg());
  return uploadPhoto(captainActor(captain.id), {
    bytes,
    sha256: sha256(bytes),
    fields: given.fields ?? {},
    idempotencyKey: given.idempotencyKey,
    signal: new AbortController().signal,
  });
}

/** A pending photo of this captain with its blobs in the store, in a draft or in none. */
export async function aPendingPhoto(given: {
  captain: { id: string };
  draftId?: string;
}): Promise<CharterMedia> {
  const { captain, draftId } = given;
  const { charterMediaId } = await upload(captain, { fields: draftId ? { draftId } : {} });
  return db().charterMedia.findUniqueOrThrow({ where: { id: charterMediaId } });
}

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

interface SentForm {
  /** POST unless said. */
  method?: "POST" | "PUT";
  params?: Record<string, string>;
  cookie?: string | undefined;
  /** The form's file; null leaves it out. */
  bytes: Uint8Array | null;
  fields?: Record<string, string>;
  fileName?: string;
  claimedType?: string;
  headers?: Record<string, string>;
}

/** Sends a multipart form to a route handler, as a browser on our own pages would. */
export async function sendForm(handler: Handler, form: SentForm): Promise<Omit<Answer, "cookie">> {
  const { cookie, bytes, fields = {}, fileName = "photo.jpg", claimedType = "image/jpeg" } = form;
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (bytes) body.set("file", new File([new Uint8Array(bytes)], fileName, { type: claimedType }));
  const request = new Request(new URL("/api/media/photo", ORIGIN), {
    method: form.method ?? "POST",
    body,
    headers: {
      host: new URL(ORIGIN).host,
      origin: ORIGIN,
      "sec-fetch-site": "same-origin",
      ...(cookie !== undefined && { cookie }),
      ...form.headers,
    },
  });
  const response = await handler(request, { params: Promise.resolve(form.params ?? {}) });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

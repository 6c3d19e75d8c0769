// Which MP4s may say where they were recorded, by their boxes.
import { expect, test } from "vitest";
import { tellsPlace } from "@/lib/videos/tells-place";

function box(name: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part as string, "latin1")));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
}
const handler = (of: string) => box("hdlr", "\0\0\0\0\0\0\0\0", of, "\0".repeat(12));
const moov = (...inside: Buffer[]) => box("moov", handler("vide"), handler("soun"), ...inside);
const file = (...boxes: Buffer[]) => Buffer.concat([box("ftyp", "isom"), ...boxes]);
const ask = (bytes: Buffer) => tellsPlace(bytes.length, async (s, e) => bytes.subarray(s, e));

/** A box whose size is written in 64 bits. */
function largeBox(name: string, content: string): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(name, 4, "latin1");
  head.writeBigUInt64BE(BigInt(content.length + 16), 8);
  return Buffer.concat([head, Buffer.from(content)]);
}
const untilTheEnd = (name: string, content: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 0]), Buffer.from(name + content)]);

const cases: [what: string, bytes: Buffer, tells: boolean][] = [
  ["picture, sound and their index", file(moov(), box("free", "x"), box("mdat", "loci")), false],
  ["the index behind the picture", file(largeBox("mdat", "x".repeat(50)), moov()), false],
  ["a last box without a size", file(moov(), untilTheEnd("mdat", "abc")), false],
  ["a phone's place", file(moov(box("udta", box("\xa9xyz", "+03.1+101.6/"))), box("mdat")), true],
  ["a 3GPP place", file(moov(box("udta", box("loci", "\0"))), box("mdat")), true],
  ["a key of QuickTime", file(moov(box("meta", "com.apple.quicktime.location.ISO6709"))), true],
  ["a camera's XMP", file(moov(), box("uuid", "GPSLatitude")), true],
  ["a recorder's own track", file(moov(handler("meta")), box("mdat")), true],
  ["a box nobody knows", file(moov(), box("wxyz", "?")), true],
  ["a box that is longer than the file", file(moov(), box("mdat", "abc").subarray(0, 10)), true],
  ["bytes behind the last box", Buffer.concat([file(moov()), Buffer.from("abc")]), true],
  ["too many boxes", file(...Array.from({ length: 70 }, () => box("free"))), true],
];
test.each(cases)("%s", async (_, bytes, tells) => expect(await ask(bytes)).toBe(tells));

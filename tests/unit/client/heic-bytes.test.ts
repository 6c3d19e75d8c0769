import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isHeic } from "@/lib/client/heic-bytes";

/** The head of a file of this container: its major brand, and those it is compatible with. */
const head = (...brands: string[]) => {
  const [major = "", ...compatible] = brands;
  const size = String.fromCharCode(16 + 4 * compatible.length);
  return new Blob([`\0\0\0${size}ftyp${major}\0\0\0\0${compatible.join("")}rest of the file`]);
};

test.each([
  ["an iPhone's", head("heic", "mif1", "heic")],
  ["one that is HEIF first", head("mif1", "heic", "miaf")],
  ["a burst", head("hevc", "msf1", "hevc")],
])("%s HEIC is known by its bytes", async (_, file) => {
  expect(await isHeic(file)).toBe(true);
});

test("the fixture is one", async () => {
  const path = new URL("../../fixtures/photos/turned-with-gps.heic", import.meta.url);
  expect(await isHeic(new Blob([readFileSync(path)]))).toBe(true);
});

test.each([
  ["AVIF, which looks alike,", head("avif", "mif1", "miaf")],
  ["AVIF that is HEIF first", head("mif1", "avif", "miaf")],
  ["a video", head("isom", "mp42")],
  ["a JPEG", new Blob(["\xff\xd8\xff\xe0"])],
  ["an empty file", new Blob([])],
])("%s is none", async (_, file) => {
  expect(await isHeic(file)).toBe(false);
});

// A corpus of files that lie, are broken or want to break something, through every door that takes
// photos: the frozen verdict, never a 5xx, nothing left of what is refused, and the process lives.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "exifr";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as avatarRoute from "@/app/api/captain/avatar/route";
import * as photoRoute from "@/app/api/media/photo/route";
import { db } from "@/lib/db/client";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { truncateAll } from "../../support/database";
import { HOSTILE, noisyJpeg } from "../../support/hostile-files";
import { aJpeg, sendForm } from "../../support/photos";
import { blob } from "../../support/stack";

// Hundreds of files a minute; read at the first request.
process.env.RATE_LIMIT_MULTIPLIER = "1000";

const MB = 1024 * 1024;
const MAX_PHOTO_BYTES = 25 * MB;
const pid = process.pid;
let captain: TestCaptain;
let cookie: string;
beforeAll(async () => {
  await truncateAll();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});
afterAll(() => expect(process.pid).toBe(pid));

/** What it answers, and how much more memory the process took at the worst moment, in MB. */
async function measured<T>(work: () => Promise<T>): Promise<{ value: T; grownMb: number }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  try {
    return { value: await work(), grownMb: (peak - before) / MB };
  } finally {
    clearInterval(watch);
  }
}

const DOORS = { "as a photo": photoRoute.POST, "as a profile picture": avatarRoute.POST };
const verdictOf = ({ status, body }: { status: number; body: { error?: string } }) =>
  status < 300 ? "200" : status === 415 ? "415" : `${status} ${body.error}`;
const left = async () => [await db().charterMedia.count(), await blob.keys()];

describe.each(Object.entries(DOORS))("%s", (_, door) => {
  test.each(Object.entries(HOSTILE))("%s", async (_name, { file, verdict }) => {
    const bytes = await file();
    const before = await left();
    const { value: answer, grownMb } = await measured(() => sendForm(door, { cookie, bytes }));
    expect(verdictOf(answer)).toBe(verdict);
    expect(grownMb).toBeLessThan(200);
    if (verdict !== "200") expect(await left()).toEqual(before);
    else await expectClean(answer.body.media);
  });
});

const TRACES = [
  "<script",
  "PK\x03\x04evil",
  "Exif",
  "EXIF",
  "XMP ",
  "xmpmeta",
  "8BIM",
  "Secret",
  "SN-0042",
  "ICCP",
];

/** Every served byte is a picture of our own, and nothing but a picture. */
async function expectClean(media: { renditions: { url: string }[] }): Promise<void> {
  expect(media.renditions.length).toBeGreaterThan(0);
  for (const { url } of media.renditions) {
    const served = await fetch(url);
    expect(served.headers.get("content-type")).toBe("image/webp");
    expect(served.headers.get("x-content-type-options")).toBe("nosniff");
    const bytes = Buffer.from(await served.arrayBuffer());
    const text = bytes.toString("latin1");
    expect(TRACES.filter((trace) => text.includes(trace))).toEqual([]);
    expect(await parse(bytes, true).catch(() => undefined)).toBeUndefined();
  }
}

describe("names and claims decide nothing", () => {
  test.each(["text/html", "image/svg+xml;x", "IMAGE/JPEG", "", "image/png"])(
    "JPEG claimed to be %j",
    async (claimedType) => {
      const answer = await sendForm(photoRoute.POST, { cookie, bytes: await aJpeg(), claimedType });
      expect(answer.body.media.mimeType).toBe("image/webp");
    },
  );

  test.each(["image/jpeg", "image/png"])("HTML claimed to be %s", async (claimedType) => {
    const bytes = Buffer.from("<html><script>alert(1)</script>");
    expect((await sendForm(photoRoute.POST, { cookie, bytes, claimedType })).status).toBe(415);
  });

  test.each([
    "../../etc/passwd%00.jpg",
    "a.jpg.html",
    "..\\..\\x.jpg",
    "‮gpj.exe",
    "x".repeat(10_000),
    "café/é.jpg",
    ".htaccess",
    "C:\\con.jpg",
  ])("%.40s is a name that never reaches a key", async (fileName) => {
    const { status, body } = await sendForm(photoRoute.POST, {
      cookie,
      bytes: await aJpeg(),
      fileName,
    });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^photos\/[0-9a-f]{32}\/\d+\.webp$/);
    expect(JSON.stringify(body)).not.toContain("passwd");
  });

  test("two files of one name at one time are two photos", async () => {
    const files = await Promise.all([aJpeg(), aJpeg()]);
    const sent = files.map((bytes) =>
      sendForm(photoRoute.POST, { cookie, bytes, fileName: "IMG_0001.jpg" }),
    );
    const [one, two] = await Promise.all(sent);
    expect(one?.body.key).not.toBe(two?.body.key);
  });
});

describe("size", () => {
  const ofSize = async (bytes: number) => Buffer.concat([await aJpeg()], bytes);

  test.each([
    ["a byte under the limit", -1, 201],
    ["the limit", 0, 201],
    ["a byte over", 1, 413],
  ])("%s", async (_, more, status) => {
    const before = await left();
    const answer = await sendForm(photoRoute.POST, {
      cookie,
      bytes: await ofSize(MAX_PHOTO_BYTES + more),
    });
    expect(answer.status).toBe(status);
    if (status === 413)
      expect([answer.body.error, await left()]).toEqual(["file_too_large", before]);
  });

  test("far over it is refused by what is declared, before a byte is read", async () => {
    const headers = { "content-length": String(1024 * MB) };
    const answer = await sendForm(photoRoute.POST, { cookie, bytes: await aJpeg(), headers });
    expect([answer.status, answer.body.error]).toEqual([413, "file_too_large"]);
  });
});

/** Pictures that packages of the registry ship with their tests, and what becomes of each; frozen. */
const CORPORA: Record<string, { folder: string; verdicts: Record<string, string> }> = {
  exif: { folder: "test", verdicts: {} },
  "exif-parser": { folder: "test", verdicts: {} },
  "exif-js": { folder: "example", verdicts: {} },
  "png-js": { folder: ".", verdicts: { "images/broken.png": "422 invalid_image" } },
};

describe.each(Object.entries(CORPORA))("the pictures of %s", (name, { folder, verdicts }) => {
  const root = join(dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`))), folder);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(jpe?g|png)$/i.test(file) && !file.includes("node_modules"))
    .sort();

  test.each(files)("%s", async (file) => {
    const answer = await sendForm(photoRoute.POST, {
      cookie,
      bytes: readFileSync(join(root, file)),
    });
    expect(verdictOf(answer)).toBe(verdicts[file] ?? "200");
    if (answer.status < 300) await expectClean(answer.body.media);
  });
});

test("a file of noise with bytes turned at random is a photo or refused, never a failure", async () => {
  const whole = await noisyJpeg(160, 120);
  for (let round = 0; round < 150; round++) {
    const bytes = Buffer.from(whole);
    for (let n = 0; n < 8; n++)
      bytes[(round * 7919 + n * 104_729) % bytes.length] = (round * 31 + n * 17) % 256;
    const { status } = await sendForm(avatarRoute.POST, { cookie, bytes });
    expect([201, 415, 422]).toContain(status);
  }
}, 90_000);

import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import {
  bitsBetween,
  isAlike,
  JUDGED_SIDE,
  judgePhoto,
  type PhotoLook,
} from "@/lib/client/judge-photo";
import { paintScenes } from "@/scripts/seed/paint-scenes";
import { phonePhoto } from "../../support/phone-photos";

/** As the browser does it: decoded, shrunk, and judged with the size it had. */
async function look(photo: Sharp): Promise<PhotoLook> {
  const { data: bytes, info: size } = await photo
    .jpeg({ quality: 85 })
    .toBuffer({ resolveWithObject: true });
  const { data, info } = await sharp(bytes)
    .resize({ width: JUDGED_SIDE, height: JUDGED_SIDE, fit: "inside", withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return judgePhoto({ data, width: info.width, height: info.height }, size);
}

const photos: Record<string, Buffer> = {};
/** One of them, just large enough, to do something to. Kept as pixels: each test would decode it anew. */
const take = (name: string) => sharp(photos[name], { raw: { ...SIZE, channels: 3 } });
const SIZE = { width: 1024, height: 683 };

const NAMES = [...Array.from({ length: 8 }, (_, at) => `scene ${at + 1}`), "a phone's"];
/** By moonlight, a lit cabin in the middle. */
const NIGHT = "scene 8";

beforeAll(async () => {
  const scenes = (await paintScenes(SIZE.width)).map(({ jpeg }) => jpeg);
  const { buffer } = await phonePhoto(1, { width: 2048, height: 1536 });
  for (const [at, name] of NAMES.entries())
    photos[name] = await sharp(scenes[at] ?? buffer)
      .resize(SIZE)
      .removeAlpha()
      .raw()
      .toBuffer();
}, 60_000);

describe("a good photo", () => {
  test.each(NAMES)("%s has no fault", async (name) => {
    expect((await look(take(name))).faults).toEqual([]);
  });

  test("a night with lights is not too dark, and a calm sea is not blurred", async () => {
    expect((await look(take(NIGHT))).faults).toEqual([]);
  });
});

describe("blurred", () => {
  test.each(NAMES)("%s is, once it is smeared over 8 pixels in 1920", async (name) => {
    expect((await look(take(name).blur(4.3))).faults).toEqual(["blurred"]);
  });

  test.each(NAMES)("%s is not after being compressed hard", async (name) => {
    const squeezed = await take(name).jpeg({ quality: 45 }).toBuffer();
    expect((await look(sharp(squeezed))).faults).toEqual([]);
  });

  test("a sharp subject before a soft background is not", async () => {
    const subject = await take("scene 1")
      .extract({ left: 320, top: 150, width: 380, height: 380 })
      .png()
      .toBuffer();
    const portrait = take("scene 1")
      .blur(10)
      .composite([{ input: subject, left: 320, top: 150 }]);
    expect((await look(portrait)).faults).toEqual([]);
  });
});

describe("dark", () => {
  test.each(NAMES)(
    "%s is with two stops too little light, and is not called blurred too",
    async (name) => {
      expect((await look(take(name).linear(0.25, 0))).faults).toEqual(["dark"]);
    },
  );

  test.each(NAMES.filter((name) => name !== NIGHT))("%s is not at dusk", async (name) => {
    expect((await look(take(name).linear(0.6, 0))).faults).not.toContain("dark");
  });
});

describe("small", () => {
  test.each([
    [1024, 683, []],
    [683, 1024, []],
    [1023, 767, ["small"]],
    [1600, 500, ["small"]],
    [640, 480, ["small"]],
  ])("%i by %i pixels: %j", async (width, height, faults) => {
    const photo = take("scene 1").resize({ width, height, fit: "cover" });
    expect((await look(photo)).faults).toEqual(faults);
  });
});

describe("alike", () => {
  const changes: Record<string, (photo: Sharp) => Sharp> = {
    "saved again at low quality": (photo) => photo.jpeg({ quality: 40 }),
    "sent through a chat, small": (photo) => photo.resize({ width: 480 }),
    "a little brighter": (photo) => photo.linear(1.15, 6),
    "a hand's breadth aside": (photo) =>
      photo.extract({ left: 20, top: 0, width: 1004, height: 683 }),
  };
  for (const [how, change] of Object.entries(changes)) {
    test.each(["scene 1", "scene 2", "scene 5"])(`%s ${how} is`, async (name) => {
      const [one, other] = await Promise.all([look(take(name)), look(change(take(name)))]);
      expect(isAlike(one.fingerprint, other.fingerprint)).toBe(true);
    });
  }

  test("no two of the demo's scenes are, though all show boats on a sea", async () => {
    const looks = await Promise.all(NAMES.map((name) => look(take(name))));
    const prints = looks.map(({ fingerprint }) => fingerprint);
    const pairs = prints.flatMap((one, at) => prints.slice(at + 1).map((other) => [one, other]));
    const closest = Math.min(...pairs.map(([one = "", other = ""]) => bitsBetween(one, other)));
    expect(closest).toBeGreaterThan(12);
  });

  test("a fingerprint is 16 hex digits, and is its own nearest", async () => {
    const { fingerprint } = await look(take("scene 3"));
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(bitsBetween(fingerprint, fingerprint)).toBe(0);
    expect(bitsBetween("0000000000000000", "ffffffffffffffff")).toBe(64);
  });
});

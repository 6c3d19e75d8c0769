import { describe, expect, test, vi } from "vitest";
import { GET as read, PUT as save } from "@/app/api/captain/profile/route";
import { db } from "@/lib/db/client";
import { ensureProfile } from "@/lib/db/profile-repo";
import { aCaptain, aUser, signedIn } from "../../support/accounts";
import { query } from "../../support/database";
import { call } from "../../support/http";

// What is counted is tested in guessing.test.ts.
vi.stubEnv("RATE_LIMIT_MULTIPLIER", "100");

const FIELDS = {
  firstName: "Ana",
  lastName: "Marlin",
  displayName: "Captain Ana",
  phone: "+60 12-345 6789",
  bio: "Twenty years on the water, and never late for breakfast.",
  experienceYrs: 20,
};
const profilesOf = async (userId: string) =>
  (await query(`SELECT id FROM "CaptainProfile" WHERE "userId" = $1`, [userId])).length;
const put = async (cookie: string, body: unknown) => call(save, { method: "PUT", cookie, body });

test("before there is one, the profile starts from the account's name, and reading makes none", async () => {
  const user = await aUser({ name: "Ana Marlin" });
  const { body } = await call(read, { cookie: await signedIn(user) });
  expect(body.profile).toEqual({
    id: null,
    firstName: "",
    lastName: "",
    displayName: "Ana Marlin",
    phone: "",
    bio: "",
    experienceYrs: 0,
    avatar: null,
  });
  expect(await profilesOf(user.id)).toBe(0);
});

test("saving makes the profile, and reading gives it back", async () => {
  const user = await aUser();
  const cookie = await signedIn(user);
  const saved = await put(cookie, FIELDS);
  expect(saved.status).toBe(200);
  expect(saved.body.profile).toEqual({ id: expect.any(String), avatar: null, ...FIELDS });
  expect((await call(read, { cookie })).body).toEqual(saved.body);
});

test("saving again is harmless, keeps what is absent, and never another captain's", async () => {
  const [user, other] = [await aUser(), await aCaptain()];
  const cookie = await signedIn(user);
  await put(cookie, FIELDS);
  const { body } = await put(cookie, { bio: "New words about the same boat.", userId: other.id });
  expect(body.profile).toMatchObject({ ...FIELDS, bio: "New words about the same boat." });
  const [untouched] = await query(`SELECT bio FROM "CaptainProfile" WHERE id = $1`, [
    other.profileId,
  ]);
  expect(untouched).toEqual({ bio: "" });
});

test("ten saves and ten first uploads at once make one profile", async () => {
  const user = await aUser();
  const cookie = await signedIn(user);
  const work = Array.from({ length: 10 }, () => [
    put(cookie, FIELDS),
    ensureProfile(db(), user.id),
  ]);
  const done = await Promise.all(work.flat());
  expect(await profilesOf(user.id)).toBe(1);
  const ids = done.map((one) => (typeof one === "string" ? one : one.body.profile.id));
  expect(new Set(ids).size).toBe(1);
});

test.each([
  [{ displayName: " " }, "displayName"],
  [{ phone: "call me" }, "phone"],
  [{ experienceYrs: -1 }, "experienceYrs"],
  [{ experienceYrs: 1.5 }, "experienceYrs"],
  [{ bio: "x".repeat(4001) }, "bio"],
  [{ firstName: "x".repeat(121) }, "firstName"],
])("%j is refused by the field's name, and makes no profile", async (fields, field) => {
  const user = await aUser();
  const { status, body } = await put(await signedIn(user), { ...FIELDS, ...fields });
  expect([status, body.error, Object.keys(body.errors)]).toEqual([400, "invalid_payload", [field]]);
  expect(await profilesOf(user.id)).toBe(0);
});

test("names and phone may stay empty", async () => {
  const cookie = await signedIn(await aUser());
  const { status } = await put(cookie, { firstName: "", lastName: "", phone: "" });
  expect(status).toBe(200);
});

describe("the avatar", () => {
  const withAvatar = async (more: string) => {
    const captain = await aCaptain();
    await query(
      `INSERT INTO "CharterMedia" (id, "captainId", kind, status, url, "storageKey", renditions, "updatedAt" ${more && ', "trashedAt"'})
       VALUES ($1, $2, 'CAPTAIN_AVATAR', 'READY', 'https://x.example/960.webp', 'k', $3, now() ${more})`,
      [
        `avatar-${captain.id}`,
        captain.profileId,
        JSON.stringify([
          { url: "https://x.example/320.webp" },
          { url: "https://x.example/960.webp" },
        ]),
      ],
    );
    await query(`UPDATE "CaptainProfile" SET "avatarMediaId" = $1 WHERE id = $2`, [
      `avatar-${captain.id}`,
      captain.profileId,
    ]);
    return (await call(read, { cookie: await signedIn(captain) })).body.profile.avatar;
  };

  test("comes with its page size and its thumbnail", async () => {
    expect(await withAvatar("")).toMatchObject({
      url: "https://x.example/960.webp",
      thumbnailUrl: "https://x.example/320.webp",
    });
  });

  test("in the trash is not shown", async () => {
    expect(await withAvatar(", now()")).toBeNull();
  });
});

test("without a session nothing is read or saved", async () => {
  expect((await call(read)).status).toBe(401);
  expect((await call(save, { method: "PUT", body: FIELDS })).status).toBe(401);
});

import { describe, expect, test } from "vitest";
import { profileView } from "@/lib/domain/account/rules";
import { email, saveProfileInput, signUpInput } from "@/lib/domain/account/schema";

describe("an e-mail", () => {
  test("is compared without outer spaces and in lower case", () => {
    expect(email.parse("  Ana.Marlin@Example.COM ")).toBe("ana.marlin@example.com");
  });

  test.each([
    "",
    "ana",
    "ana@",
    "@example.com",
    "ana@example",
    "a b@example.com",
    `${"a".repeat(250)}@x.com`,
  ])("%j is none", (text) => expect(email.safeParse(text).success).toBe(false));
});

test("what a sign-up may not say is dropped", () => {
  const given = { name: "Ana", email: "ana@example.com", password: "a boat at dawn" };
  expect(signUpInput.parse({ ...given, role: "ADMIN", suspendedAt: null })).toEqual(given);
});

test("a password may be any text of 8 to 128 characters, spaces kept", () => {
  const withPassword = (password: string) =>
    signUpInput.safeParse({ name: "Ana", email: "ana@example.com", password });
  expect(withPassword("  åäö 🐟🐟 ").data?.password).toBe("  åäö 🐟🐟 ");
  expect(withPassword("7 chars").success).toBe(false);
  expect(withPassword("x".repeat(128)).success).toBe(true);
  expect(withPassword("x".repeat(129)).success).toBe(false);
});

test("a profile may be saved field by field", () => {
  expect(saveProfileInput.parse({})).toEqual({});
  expect(saveProfileInput.parse({ phone: "" })).toEqual({ phone: "" });
  expect(saveProfileInput.safeParse({ displayName: "" }).success).toBe(false);
});

describe("the avatar on a profile", () => {
  const avatar = {
    id: "m1",
    status: "READY",
    url: "https://x.example/large.webp",
    renditions: [{ url: "https://x.example/small.webp" }] as unknown,
    trashedAt: null as Date | null,
  };

  test.each([[[]], [null], ["text"], [[{}]], [[{ url: 1 }]]])(
    "with renditions %j is shown at its full size",
    (renditions) => {
      expect(profileView({ avatar: { ...avatar, renditions } }).avatar).toEqual({
        mediaId: "m1",
        url: avatar.url,
        thumbnailUrl: avatar.url,
      });
    },
  );

  test.each([{ status: "RESERVED" }, { status: "DELETING" }, { trashedAt: new Date() }])(
    "is not shown when %j",
    (state) => expect(profileView({ avatar: { ...avatar, ...state } }).avatar).toBeNull(),
  );
});

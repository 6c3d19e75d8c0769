import { hashSync } from "bcryptjs";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/passwords";

const PASSWORD = "a boat at dawn 7";
const bcrypt = hashSync(PASSWORD, 4);

test("a hash is salted and matches its password alone", async () => {
  const [one, two] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
  expect(one).not.toBe(two);
  expect(one).not.toContain(PASSWORD);
  expect(await verifyPassword({ hash: one, password: PASSWORD })).toBe(true);
  expect(await verifyPassword({ hash: one, password: `${PASSWORD} ` })).toBe(false);
});

test.each(["$2a$", "$2b$", "$2y$"])("bcrypt's %s matches its password alone", async (prefix) => {
  const hash = bcrypt.replace(/^\$2.\$/, prefix);
  expect(await verifyPassword({ hash, password: PASSWORD })).toBe(true);
  expect(await verifyPassword({ hash, password: "guess" })).toBe(false);
});

test.each(["", PASSWORD, "{MD5}abc", "a:b", "$1$abc$def", `${"0".repeat(32)}:`, "$2b$10$cut off"])(
  "a hash that is none, %j, matches nothing and is no crash",
  async (hash) => {
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(false);
    expect(await verifyPassword({ hash, password: "" })).toBe(false);
  },
);

import { expect, test } from "vitest";
import { afterSignIn } from "@/lib/domain/account/rules";

test("everybody has a start of their own", () => {
  expect(afterSignIn("CAPTAIN")).toBe("/captain");
  expect(afterSignIn("STAFF")).toBe("/staff/media");
  expect(afterSignIn("ADMIN")).toBe("/staff/media");
});

test("the page somebody came for is followed", () => {
  expect(afterSignIn("CAPTAIN", "/captain/drafts/a1?step=2#photos")).toBe(
    "/captain/drafts/a1?step=2#photos",
  );
});

test.each([
  "https://example.com/",
  "//example.com",
  "/\\example.com",
  "/\t/example.com",
  "javascript:alert(1)",
  "captain",
  "",
  ["/captain/profile", "/elsewhere"],
  undefined,
])("%j is no page of ours", (cameFor) => {
  expect(afterSignIn("CAPTAIN", cameFor)).toBe("/captain");
});

// Which requests count, and as what.
import { expect, test } from "vitest";
import { operationOf } from "@/lib/domain/operation/kinds";
import { ADDRESSES, METHODS } from "../../integration/http/doors";

test.each([
  ["POST", "/api/charter-drafts/[id]/finalize", "finalize"],
  ["POST", "/api/staff/drafts/[id]/finalize", "finalize"],
  ["POST", "/api/media/photo", "upload"],
  ["POST", "/api/media/known", "media"],
  ["DELETE", "/api/media/[mediaId]", "media"],
  ["POST", "/api/media/video/[videoId]/complete", "media"],
  ["GET", "/staff/media", "staff"],
  ["GET", "/api/staff/media", "staff"],
  ["POST", "/api/staff/media/actions", null],
  ["GET", "/api/captain/photos", null],
  ["GET", "/api/health", null],
])("%s %s counts as %s", (method, route, operation) => {
  expect(operationOf({ method, route, role: "captain" })).toBe(operation);
});

test("the address of every operation exists", () => {
  const doors = ADDRESSES.flatMap((route) => METHODS.map((method) => ({ method, route })));
  const found = new Set(doors.map((door) => operationOf({ ...door, role: "captain" })));
  for (const operation of ["finalize", "upload", "media", "staff"])
    expect(found).toContain(operation);
});

test("strangers can't fill the table, except with what is watched", () => {
  const door = { method: "POST", route: "/api/media/photo", role: "anonymous" };
  expect(operationOf({ ...door, code: "unauthorized" })).toBeNull();
  expect(operationOf({ ...door, code: "rate_limited" })).toBe("upload");
});

test("a dry run is no finalize", () => {
  const door = { method: "POST", route: "/api/staff/drafts/[id]/finalize", role: "staff" };
  expect(operationOf({ ...door, isRehearsal: true })).toBeNull();
  expect(operationOf({ ...door, isRehearsal: true, code: "internal" })).toBeNull();
  expect(operationOf({ ...door, isRehearsal: false })).toBe("finalize");
});

test("being called too often counts wherever it happens", () => {
  const door = { method: "POST", route: "/api/auth/sign-in/email", role: "anonymous" };
  expect(operationOf({ ...door, code: "rate_limited" })).toBe("other");
  expect(operationOf({ ...door, code: "invalid_credentials" })).toBeNull();
});

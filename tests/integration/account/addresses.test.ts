// Which of better-auth's addresses exist here. Every other one belongs to app/api/[[...path]]: not_found.
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { GET as callback } from "@/app/api/auth/callback/google/route";
import { POST as signIn, GET as signInByGet } from "@/app/api/auth/sign-in/email/route";
import { POST as startGoogle } from "@/app/api/auth/sign-in/social/route";
import { auth } from "@/lib/auth/auth";
import { call } from "../../support/http";

const OFFERED = [
  "/callback/google",
  "/change-password",
  "/get-session",
  "/reset-password",
  "/sign-in/email",
  "/sign-in/social",
  "/sign-out",
  "/sign-up/email",
];

test("of all that better-auth can do, only what we offer has an address", () => {
  const endpoints = Object.values(auth().api) as { path?: string }[];
  const paths = endpoints.flatMap(({ path }) => (path ? [path.replace("/:id", "/google")] : []));
  expect(paths.length).toBeGreaterThan(20);
  const offered = paths.filter((path) => existsSync(`app/api/auth${path}/route.ts`));
  expect(offered.sort()).toEqual(OFFERED);
});

test("a method that an address lacks is 405 and names those it has", async () => {
  const { status, body, headers } = await call(signInByGet);
  expect([status, body.error, headers.get("allow")]).toEqual([405, "method_not_allowed", "POST"]);
});

test("without Google's variables its addresses do not exist", async () => {
  for (const answer of [
    await call(startGoogle, { body: { provider: "google" } }),
    await call(callback, { path: "/api/auth/callback/google?code=x&state=y" }),
  ])
    expect([answer.status, answer.body.error]).toEqual([404, "not_found"]);
});

test("better-auth's own words never leave", async () => {
  const { body } = await call(signIn, { body: { email: "nobody@example.com", password: "guess" } });
  expect(Object.keys(body).sort()).toEqual(["error", "message", "requestId"]);
  expect(body.message).not.toMatch(/invalid|INVALID_/);
});

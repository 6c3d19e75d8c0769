// Liveness answers from the process alone.
import { expect, test } from "vitest";
import { GET, POST } from "@/app/health/route";
import { countStatements } from "../../support/database";
import { call } from "../../support/http";
import { blob, redis } from "../../support/stack";
import { expectRefusal } from "../http/shapes";

test("/health passes with everything else down, and asks nobody", async () => {
  await blob.stop();
  await redis.stop();
  const { value: response, total } = await countStatements(async () =>
    GET(new Request("http://localhost:3000/health", { headers: { "x-request-id": "liveness-1" } })),
  );
  expect(total).toBe(0);
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(response.headers.get("x-request-id")).toBe("liveness-1");
  expect(await response.json()).toEqual({ status: "pass" });
  await blob.restart();
  await redis.restart();
});

test("an incoming request id that is not well formed is replaced", async () => {
  const request = new Request("http://localhost:3000/health", {
    headers: { "x-request-id": "<x>" },
  });
  expect(GET(request).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("another method is refused as at every address", async () => {
  const answer = await call(POST, {});
  expectRefusal(answer, 405, "method_not_allowed");
});

// What leaves for a collector says no more than names and times.
import { SpanKind } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { expect, test } from "vitest";
import { cleaned } from "@/lib/tracing";

test("a span keeps its names, times and SQL, and loses queries of addresses and words of errors", () => {
  const span = Object.create({
    name: "GET /reset-password?token=secret",
    attributes: {
      "http.target": "/reset-password?token=secret",
      "url.full": "https://store.example/?url=secret",
      "url.query": "?url=secret",
      "http.status_code": 200,
      "db.query.text": `SELECT "data" ? 'boat' FROM "CharterDraft" WHERE "id" = $1`,
    },
    events: [
      {
        name: "exception",
        time: [1, 2],
        attributes: {
          "exception.type": "Error",
          "exception.message": "secret",
          "exception.stacktrace": "secret",
        },
      },
    ],
    status: { code: 2, message: "secret" },
    startTime: [1, 1],
    spanContext: () => ({ traceId: "t" }),
  }) as ReadableSpan;
  const clean = cleaned(span);
  expect(clean.name).toBe("GET /reset-password");
  expect(clean.attributes).toEqual({
    "http.target": "/reset-password",
    "url.full": "https://store.example/",
    "http.status_code": 200,
    "db.query.text": `SELECT "data" ? 'boat' FROM "CharterDraft" WHERE "id" = $1`,
  });
  expect(clean.events).toEqual([
    { name: "exception", time: [1, 2], attributes: { "exception.type": "Error" } },
  ]);
  expect([clean.status, clean.startTime, clean.spanContext().traceId]).toEqual([
    { code: 2 },
    [1, 1],
    "t",
  ]);
});

test("of an address that is called only the host leaves: a webhook's path is its secret", () => {
  const span = Object.create({
    name: "fetch POST https://hooks.example/services/secret",
    kind: SpanKind.CLIENT,
    attributes: {
      "url.full": "https://hooks.example/services/secret?x=secret",
      "url.path": "/services/secret",
      "server.address": "hooks.example",
    },
    events: [],
    status: { code: 0 },
  }) as ReadableSpan;
  const clean = cleaned(span);
  expect(clean.name).toBe("fetch POST https://hooks.example");
  expect(clean.attributes).toEqual({
    "url.full": "https://hooks.example",
    "server.address": "hooks.example",
  });
});

// When a soak may say "pass": not when little happened.
import { expect, test } from "vitest";
import { type Run, reasonsToFail } from "../../../scripts/soak/reasons";

const GOOD: Run = {
  neverWell: [],
  charters: 1,
  faults: { database: { failed: 1 }, store: { failed: 1 }, limiter: { failed: 1 } },
  stop: { ms: 2_000, exitCode: 143, underWay: [{ status: 503, body: {} }] },
  well: { before: 1, after: 1 },
  violations: [],
};

test("a run in which everything happened and nothing broke passes", () => {
  expect(reasonsToFail(GOOD)).toEqual([]);
});

test.each<[string, Partial<Run>]>([
  ["never well: GET /staff/media", { neverWell: ["GET /staff/media"] }],
  ["no charter was made", { charters: 0 }],
  ["nothing of the store was made to fail", { faults: { ...GOOD.faults, store: { failed: 0 } } }],
  [
    "the server was told to end with nothing in its hands",
    { stop: { ...GOOD.stop, underWay: [] } },
  ],
  ["the server did not end within 10 s", { stop: { ...GOOD.stop, ms: 10_000 } }],
  [
    "the server ended with null, not by itself after SIGTERM",
    { stop: { ...GOOD.stop, exitCode: null } },
  ],
  ["nothing was well before the server was told to end", { well: { before: 0, after: 1 } }],
  ["nothing was well after it was started again", { well: { before: 1, after: 0 } }],
  [
    "work under way at SIGTERM got no answer: reset",
    { stop: { ...GOOD.stop, underWay: [{ status: 0, body: "reset" }] } },
  ],
  ["GET /staff/media answered 500", { violations: ["GET /staff/media answered 500"] }],
])("%s", (reason, what) => {
  expect(reasonsToFail({ ...GOOD, ...what })).toEqual([reason]);
});

import { expect, test } from "vitest";
import { FINDING_KINDS, FINDINGS } from "@/lib/domain/integrity/kinds";
import { checksView, findingView, whoseTurn } from "@/lib/domain/integrity/rules";
import {
  BEGINNING,
  NO_SUMS,
  type Pass,
  readFindingsAddress,
  reconcileState,
} from "@/lib/domain/integrity/schema";

const pass = (given: Partial<Pass>): Pass => ({
  state: "done",
  begunAt: "2026-03-01T10:00:00.000Z",
  endedAt: "2026-03-01T11:00:00.000Z",
  begunBy: "u1",
  total: 3,
  looked: { rows: 3, videos: 0, store: 9 },
  sums: NO_SUMS,
  places: BEGINNING,
  ...given,
});
const now = new Date("2026-03-01T12:00:00.000Z");

test("what an older build remembered, or nothing, is no pass", () => {
  for (const stored of [null, "x", { after: "m1", store: null }, { pass: { state: "odd" } }])
    expect(reconcileState.parse(stored)).toEqual({ pass: null, last: null });
});

test("a pass that came to its end stands alone; another is shown with the last that did", () => {
  const [done, running] = [pass({}), pass({ state: "running", endedAt: null })];
  expect(checksView({ pass: done, last: done }, now)).toMatchObject({
    pass: { state: "done", ageSeconds: 3600 },
    last: null,
  });
  expect(checksView({ pass: running, last: done }, now)).toMatchObject({
    pass: { state: "running", ageSeconds: 7200 },
    last: { state: "done" },
  });
});

test("each walk has its part of a round's time, and what the others leave", () => {
  const nobody = new Set<never>();
  const turns = (
    places: Partial<typeof BEGINNING>,
    stuck: ReadonlySet<"rows" | "store"> = nobody,
  ) => [0, 0.39, 0.4, 0.45, 0.99, 1].map((at) => whoseTurn({ ...BEGINNING, ...places }, stuck, at));
  expect(turns({})).toEqual(["rows", "rows", "videos", "store", "store", null]);
  expect(turns({ store: null })).toEqual(["rows", "rows", "videos", "rows", "rows", null]);
  expect(turns({ rows: null, store: null }).slice(0, 5)).toEqual(Array(5).fill("videos"));
  expect(turns({}, new Set(["store"])).slice(3)).toEqual(["rows", "rows", null]);
  expect(turns({ videos: null }, new Set(["rows", "store"]))).toEqual(Array(6).fill(null));
  expect(whoseTurn(BEGINNING, nobody, 0 / 0)).toBeNull();
});

test("a finding tells what was seen, and nothing that only the comparison needs", () => {
  const at = new Date(0);
  const row = { id: "f1", kind: "damaged", subject: "m1", createdAt: at, seenAt: at };
  const nobody = { captainName: null, captainEmail: null, charterId: null, charterName: null };
  const facts = { key: "photos/a", what: "size", storageKey: "photos/b" };
  expect(findingView({ ...row, ...nobody, facts })).toMatchObject({
    facts: { key: "photos/a", what: "size" },
    captain: null,
    charter: null,
  });
  expect(findingView({ ...row, ...nobody, facts }).facts).not.toHaveProperty("storageKey");
});

test("whatever removes for good is for administrators and asks why", () => {
  expect(FINDING_KINDS.filter((kind) => FINDINGS[kind].admin)).toEqual(["stray"]);
  for (const kind of FINDING_KINDS)
    if (FINDINGS[kind].admin) expect(FINDINGS[kind].reason).toBe(true);
});

test("what does not fit in an address counts as not said", () => {
  expect(readFindingsAddress({ kind: "odd", cursor: "x", limit: "-1" })).toMatchObject({
    kind: "missing",
    limit: 30,
    cursor: undefined,
  });
  expect(readFindingsAddress({ kind: "link", cursor: "next.5.f1" })).toMatchObject({
    kind: "link",
    cursor: { towards: "next", id: "f1" },
  });
});

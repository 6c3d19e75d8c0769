// When the watch after a deployment says "roll back".
import { expect, test } from "vitest";
import { type FiguresTaken, rollbackTriggers } from "@/scripts/ops/rollback-triggers";

const figures = (values: Record<string, number | null>): FiguresTaken => ({
  at: "2026-01-01T00:00:00.000Z",
  version: "1",
  metrics: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const load = "staff_media_load_p95_seconds";

test.each([
  ["nothing happened", {}, {}, []],
  ["no data now", { [load]: 1 }, { [load]: null, finalization_success_rate: null }, []],
  ["exactly one in ten fails", {}, { finalization_success_rate: 0.9 }, []],
  ["more than one in ten fails", {}, { finalization_success_rate: 0.899 }, [/10\.1 % of final/]],
  ["exactly half slower", { [load]: 1 }, { [load]: 1.5 }, []],
  ["more than half slower", { [load]: 1 }, { [load]: 1.6 }, [/1\.6 s .* 1 s/]],
  ["slower, and nobody notices", { [load]: 0.02 }, { [load]: 0.4 }, []],
  ["slow without anything to compare with", {}, { [load]: 4 }, []],
  ["photos lose their captain", {}, { photos_with_captain: 0.94 }, [/94 %/]],
])("%s", (_, before, now, expected) => {
  const found = rollbackTriggers(figures(before), figures(now));
  expect(found).toEqual(expected.map((words) => expect.stringMatching(words)));
});

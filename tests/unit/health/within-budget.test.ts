// A second of listening: what a busy process was too late to hear is not held against who answered.
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { withinBudget } from "@/lib/domain/health/within-budget";

let busy: NodeJS.Immediate | undefined;
afterEach(() => clearImmediate(busy));

/** From now on each turn of the event loop takes this long, as with hundreds of requests at once. */
function keepBusy(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  busy = setImmediate(keepBusy, ms);
}

/** An answer that takes several ways there and back, each heard in a turn of its own. */
async function talk(ways: number): Promise<boolean> {
  for (let way = 0; way < ways; way++) await nextTurn();
  return true;
}

// Again where the machine itself stood still meanwhile: nothing waits longer than 1.8 s.
test("an answer that is there is heard, however late the process comes to listen", {
  retry: 3,
}, async () => {
  keepBusy(170);
  expect(await withinBudget(talk(8), false)).toBe(true);
});

test("what never answers costs its budget, also in a busy process", async () => {
  const never = new Promise<boolean>(() => {});
  expect(await withinBudget(never, false)).toBe(false);
  keepBusy(200);
  expect(await withinBudget(never, false)).toBe(false);
});

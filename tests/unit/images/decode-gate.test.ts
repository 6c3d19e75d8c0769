// How many pictures are decoded at once, and what happens to the rest.
import { expect, test, vi } from "vitest";
import { inDecodeSlot } from "@/lib/images/decode-gate";

const waiting = new AbortController().signal;

/** Work that runs until it is told to end. */
function work() {
  let started = false;
  let end: (how?: Error) => void = () => {};
  const running = new Promise<void>((resolve, reject) => {
    end = (how) => (how ? reject(how) : resolve());
  });
  const begin = () => {
    started = true;
    return running;
  };
  return { begin, end: (how?: Error) => end(how), hasStarted: () => started };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("four run, sixteen wait in order of arrival, and the next is refused at once", async () => {
  const works = Array.from({ length: 21 }, work);
  const results = works.map(({ begin }) => inDecodeSlot(begin, waiting));
  await expect(results[20]).rejects.toMatchObject({ code: "busy" });
  const started = () => works.filter(({ hasStarted }) => hasStarted()).length;
  expect(started()).toBe(4);
  for (let ended = 0; ended < 20; ended++) {
    expect(works[Math.min(ended + 3, 19)]?.hasStarted()).toBe(true);
    works[ended]?.end();
    await results[ended];
    await settled();
    expect(started()).toBe(Math.min(ended + 5, 20));
  }
  expect(await inDecodeSlot(async () => "free again", waiting)).toBe("free again");
});

test("work that fails frees its slot and its failure is the caller's", async () => {
  for (let n = 0; n < 30; n++)
    await expect(
      inDecodeSlot(async () => {
        throw new Error(`broken ${n}`);
      }, waiting),
    ).rejects.toThrow(`broken ${n}`);
  expect(await inDecodeSlot(async () => 1, waiting)).toBe(1);
});

test("who has gone while waiting is not decoded", async () => {
  const works = Array.from({ length: 4 }, work);
  const running = works.map(({ begin }) => inDecodeSlot(begin, waiting));
  const client = new AbortController();
  const late = work();
  const result = inDecodeSlot(late.begin, client.signal);
  client.abort();
  for (const { end } of works) end();
  await expect(result).rejects.toMatchObject({ code: "upload_cut" });
  expect(late.hasStarted()).toBe(false);
  await Promise.all(running);
});

test("a process that is told to end finishes what it decodes and refuses what waits", async () => {
  delete (globalThis as { charterMediaDecodeGate?: unknown }).charterMediaDecodeGate;
  vi.resetModules();
  const listening = process.listenerCount("SIGTERM");
  const own = await import("@/lib/images/decode-gate");
  // Whoever imports it, a command among them, still ends at the first signal.
  expect(process.listenerCount("SIGTERM")).toBe(listening);
  const works = Array.from({ length: 6 }, work);
  const results = works.map(({ begin }) => own.inDecodeSlot(begin, waiting));
  own.closeDecodeGateWithTheServer();
  process.listeners("SIGTERM").at(-1)?.("SIGTERM");
  for (const { end } of works.slice(0, 4)) end();
  const outcomes = await Promise.allSettled(results);
  for (const outcome of outcomes.slice(4))
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "busy" } });
  expect(works.map(({ hasStarted }) => hasStarted())).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

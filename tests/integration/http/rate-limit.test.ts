// The limiter against the real protocol, well and ill.
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { enforceLimit, enforceLimits, LIMITS, limiterAnswers } from "@/lib/http/rate-limit";
import { type Fault, redis } from "../../support/stack";

beforeEach(() => redis.clear());
afterEach(() => redis.setFault());

const outcome = (work: Promise<void>) =>
  work.then(
    () => "allowed",
    (error) => (error instanceof AppError ? error.code : `threw ${error}`),
  );
const parallel = (times: number, whose: string) =>
  Promise.all(Array.from({ length: times }, () => outcome(enforceLimit("draft.finalize", whose))));
const allowed = (outcomes: string[]) => outcomes.filter((one) => one === "allowed").length;
const refused = (outcomes: string[]) => outcomes.filter((one) => one === "rate_limited").length;

describe("while the limiter is well", () => {
  test("of 20 calls at once on a limit of 5, exactly 5 pass", async () => {
    const outcomes = await parallel(20, randomUUID());
    expect([allowed(outcomes), refused(outcomes)]).toEqual([5, 15]);
  });

  test("each has a budget of their own", async () => {
    await parallel(6, randomUUID());
    expect(allowed(await parallel(5, randomUUID()))).toBe(5);
  });

  test("a refusal says how long to wait, no longer than the window", async () => {
    const whose = randomUUID();
    await parallel(5, whose);
    const error: unknown = await enforceLimit("draft.finalize", whose).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "rate_limited" });
    const { retryAfterSec = 0 } = (error as AppError).options;
    expect(retryAfterSec).toBeGreaterThanOrEqual(1);
    expect(retryAfterSec).toBeLessThanOrEqual(LIMITS["draft.finalize"].seconds);
  });

  test("what is over a limit here is refused without asking", async () => {
    const whose = randomUUID();
    await parallel(5, whose);
    let requests = 0;
    redis.setFault(() => void requests++);
    expect(refused(await parallel(20, whose))).toBe(20);
    expect(requests).toBe(0);
  });

  test("several limits are asked in one request, and one that is used up refuses", async () => {
    const whose = randomUUID();
    await enforceLimit("draft.create", whose);
    let requests = 0;
    redis.setFault(() => void requests++);
    await enforceLimits([
      ["draft.create", whose],
      ["draft.finalize", whose],
    ]);
    await parallel(4, whose);
    const both = enforceLimits([
      ["draft.create", whose],
      ["draft.finalize", whose],
    ]);
    expect(await outcome(both)).toBe("rate_limited");
    // The second limit's script was not known yet: one more question.
    expect(requests).toBeLessThanOrEqual(4);
  });

  test("the health check hears it", async () => {
    expect(await limiterAnswers()).toBe(true);
  });
});

const FAULTS: Record<string, ReturnType<Fault>> = {
  "never answers": "hang",
  "breaks the connection": "reset",
  "is over its quota": { status: 429, body: { error: "ERR max daily request limit exceeded" } },
  "answers 500": { status: 500, body: { error: "internal" } },
  "answers 502 with a page": { status: 502, body: "<html>Bad gateway</html>" },
  "answers 200 with a page": { status: 200, body: "<html>Sign in to the network</html>" },
  "answers with nothing": { status: 200, body: "" },
  "answers with an object": { status: 200, body: {} },
  "answers with an empty list": { status: 200, body: [] },
  "answers null for everything": { status: 200, body: [{ result: null }] },
  "answers with nulls": { status: 200, body: [{ result: [null, null] }] },
  "answers with words": { status: 200, body: [{ result: "T0s=" }] },
  "answers with too few numbers": { status: 200, body: [{ result: [4] }] },
  "answers with another limit's numbers": { status: 200, body: [{ result: [99, 100] }] },
  "answers with a number that is none": { status: 200, body: [{ result: ["eA==", 5] }] },
  "answers that nothing is left, wrongly": { status: 200, body: [{ result: [-1] }] },
};

describe("while the limiter is ill", () => {
  test.each(Object.entries(FAULTS))(
    "and %s, this process counts: 5 pass, the 6th is refused, none waits for it in vain",
    async (_, fault) => {
      redis.setFault(() => fault);
      const outcomes = await parallel(6, randomUUID());
      expect([allowed(outcomes), refused(outcomes)]).toEqual([5, 1]);
      expect(await limiterAnswers()).toBe(false);
    },
  );

  test("and refuses connections, this process counts", async () => {
    await redis.stop();
    const outcomes = await parallel(20, randomUUID());
    await redis.restart();
    expect([allowed(outcomes), refused(outcomes)]).toEqual([5, 15]);
  });

  test("accounts get fewer tries, each by its own limit", async () => {
    redis.setFault(() => "reset");
    const tries = Array.from({ length: 8 }, () => outcome(enforceLimit("account.signIn", "ana")));
    expect(allowed(await Promise.all(tries))).toBe(LIMITS["account.signIn"].maxAlone);
    expect(await outcome(enforceLimit("account.signIn", "bo"))).toBe("allowed");
  });

  test("who is over a wide limit is not counted by the narrow ones", async () => {
    redis.setFault(() => "reset");
    const whose = randomUUID();
    await parallel(5, whose);
    const both = Array.from({ length: 9 }, () =>
      outcome(
        enforceLimits([
          ["draft.finalize", whose],
          ["draft.create", whose],
        ]),
      ),
    );
    expect(refused(await Promise.all(both))).toBe(9);
    const narrow = Array.from({ length: 10 }, () => outcome(enforceLimit("draft.create", whose)));
    expect(allowed(await Promise.all(narrow))).toBe(10);
  });
});

describe("a wrong answer leaves nothing behind", () => {
  test.each(Object.entries(FAULTS))(
    "after one that %s, four of five are left",
    async (_, fault) => {
      const whose = randomUUID();
      redis.setFault(() => fault);
      await enforceLimit("draft.finalize", whose);
      redis.setFault();
      expect(allowed(await parallel(20, whose))).toBe(4);
    },
  );
});

describe("other instances", () => {
  /** The module again, as in another process: it shares the limiter and nothing else. */
  async function anotherInstance() {
    vi.resetModules();
    const { enforceLimit: enforce } = await import("@/lib/http/rate-limit");
    return (whose: string) =>
      enforce("draft.finalize", whose).then(
        () => "allowed",
        (error: { code: string }) => error.code,
      );
  }

  // On a crowded machine the limiter may take longer than its 250 ms, and an instance counts alone.
  test("share one budget", { retry: 2 }, async () => {
    const whose = randomUUID();
    const [one, two] = [await anotherInstance(), await anotherInstance()];
    const outcomes: string[] = [];
    for (let i = 0; i < 4; i++) outcomes.push(await one(whose), await two(whose));
    expect([allowed(outcomes), refused(outcomes)]).toEqual([5, 3]);
  });

  test("count each for itself while the limiter is down", async () => {
    redis.setFault(() => "reset");
    const whose = randomUUID();
    const [one, two] = [await anotherInstance(), await anotherInstance()];
    const outcomes: string[] = [];
    for (let i = 0; i < 6; i++) outcomes.push(await one(whose), await two(whose));
    expect([allowed(outcomes), refused(outcomes)]).toEqual([10, 2]);
  });
});

test("an answer that comes too late is not waited for", async () => {
  let answer = () => {};
  const late = new Promise<undefined>((resolve) => {
    answer = () => resolve(undefined);
  });
  redis.setFault(() => late);
  const outcomes = await parallel(6, randomUUID());
  answer();
  expect([allowed(outcomes), refused(outcomes)]).toEqual([5, 1]);
});

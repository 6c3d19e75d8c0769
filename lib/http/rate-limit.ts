// Every limit on one screen, and what happens when the limiter itself is down.
import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { fail } from "@/lib/errors/app-error";
import { log } from "@/lib/log";

/**
 * `max` calls in `seconds`, sliding, over all instances. While the shared limiter is down each instance
 * allows as many by itself, or `maxAlone` where more would open a door.
 */
interface Limit {
  max: number;
  seconds: number;
  maxAlone?: number;
}

export const LIMITS = {
  // By e-mail address, by user or reset link, by network (an IPv6 /64), and all of them together.
  "account.signIn": { max: 10, seconds: 600, maxAlone: 5 },
  "account.signUp": { max: 10, seconds: 3600, maxAlone: 3 },
  "account.password": { max: 10, seconds: 3600, maxAlone: 3 },
  "account.address": { max: 60, seconds: 600, maxAlone: 20 },
  "account.everyone": { max: 300, seconds: 600, maxAlone: 60 },
  "captain.read": { max: 600, seconds: 60 },
  "captain.write": { max: 240, seconds: 60 },
  "media.upload": { max: 60, seconds: 60 },
  "draft.create": { max: 10, seconds: 60 },
  "staff.write": { max: 240, seconds: 60 },
  "draft.finalize": { max: 5, seconds: 60 },
  "problem.report": { max: 10, seconds: 600 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

// Redis that hangs would hold each request for 5 s by default; this is all it may cost.
const BUDGET_MS = 250;

let redis: Redis | undefined;
const shared = new Map<LimitName, Ratelimit>();
const own = new Map<string, RateLimiterMemory>();

/** One call against one budget: a user's id, an e-mail address, a network address, or "-" for all. */
export type Counted = readonly [name: LimitName, whose: string];

/**
 * Counts one call against a limit.
 *
 * @param whose budget: a user's id, an e-mail address, a network address, or "-" for all
 * @throws AppError rate_limited with the seconds to wait; never fails because the limiter is down
 */
export async function enforceLimit(name: LimitName, whose: string): Promise<void> {
  await enforceLimits([[name, whose]]);
}

/**
 * Counts one call against several limits, in this order. This process counts too, always: it refuses
 * what is over a limit here alone without asking, and knows the count should the shared one fail.
 *
 * @throws AppError rate_limited with the longest time to wait; never fails because the limiter is down
 */
export async function enforceLimits(counted: readonly Counted[]): Promise<void> {
  for (const [name, whose] of counted) refuseFor(await countHere("max", name, whose));
  const waits = await Promise.all(
    counted.map(
      async ([name, whose]) =>
        (await askShared(name, whose)) ?? (await countHere("maxAlone", name, whose)),
    ),
  );
  refuseFor(Math.max(0, ...waits));
}

function refuseFor(seconds: number): void {
  if (seconds > 0) fail("rate_limited", {}, { retryAfterSec: seconds });
}

/** True when the shared limiter answers properly within its budget; for the health check. */
export async function limiterAnswers(): Promise<boolean> {
  return connect()
    .ping()
    .then((answer) => answer === "PONG")
    .catch(() => false);
}

/** Seconds to wait, 0 when allowed, undefined when the shared limiter gave no proper answer. */
async function askShared(name: LimitName, whose: string): Promise<number | undefined> {
  try {
    const { success, limit, remaining, reset, reason } = await sharedLimiter(name).limit(whose);
    // The library reads whatever comes back as a verdict, `null` as allowed; a time-out too.
    if (reason === "timeout" || limit !== scaled(LIMITS[name].max) || !Number.isInteger(remaining))
      throw new Error(`the limiter gave no proper answer: ${reason ?? `limit ${limit}`}`);
    return success ? 0 : secondsUntil(reset);
  } catch (error) {
    log().warn({ limit: name, err: error }, "rate limiter down, counting in this process");
    return undefined;
  }
}

const secondsUntil = (ms: number) => Math.max(1, Math.ceil((ms - Date.now()) / 1000));

/** Seconds to wait, 0 when allowed, by what this process has counted. */
async function countHere(
  bound: "max" | "maxAlone",
  name: LimitName,
  whose: string,
): Promise<number> {
  const { seconds, [bound]: points }: Limit = LIMITS[name];
  if (points === undefined) return 0;
  const key = `${name} ${bound}`;
  const limiter =
    own.get(key) ?? new RateLimiterMemory({ points: scaled(points), duration: seconds });
  own.set(key, limiter);
  try {
    await limiter.consume(whose);
    return 0;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  }
}

function sharedLimiter(name: LimitName): Ratelimit {
  let limiter = shared.get(name);
  if (!limiter) {
    const { max, seconds } = LIMITS[name];
    limiter = new Ratelimit({
      redis: connect(),
      prefix: `limit:${name}`,
      limiter: Ratelimit.slidingWindow(scaled(max), `${seconds} s`),
      timeout: BUDGET_MS,
      // It would go on refusing for a whole window because of one wrong answer.
      ephemeralCache: false,
    });
    shared.set(name, limiter);
  }
  return limiter;
}

function connect(): Redis {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env("limiter");
  redis ??= new Redis({
    url,
    token,
    retry: false,
    enableTelemetry: false,
    signal: () => AbortSignal.timeout(BUDGET_MS),
  });
  return redis;
}

function scaled(max: number): number {
  return Math.max(1, Math.round(max * env("limiter").RATE_LIMIT_MULTIPLIER));
}

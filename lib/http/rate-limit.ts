// Every limit on one screen, and what happens when the limiter itself is down.
import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { fail } from "@/lib/errors/app-error";
import { log } from "@/lib/log";

/** `max` calls in `seconds`, sliding. While the limiter is down an instance allows `maxAlone` by itself. */
interface Limit {
  max: number;
  seconds: number;
  maxAlone: number;
}

export const LIMITS = {
  "account.signIn": { max: 10, seconds: 600, maxAlone: 5 },
  "account.signUp": { max: 10, seconds: 3600, maxAlone: 3 },
  "account.password": { max: 10, seconds: 3600, maxAlone: 3 },
  "account.everyone": { max: 300, seconds: 600, maxAlone: 60 },
  "captain.read": { max: 600, seconds: 60, maxAlone: 600 },
  "captain.write": { max: 240, seconds: 60, maxAlone: 240 },
  "media.upload": { max: 60, seconds: 60, maxAlone: 60 },
  "draft.create": { max: 10, seconds: 60, maxAlone: 10 },
  "draft.finalize": { max: 5, seconds: 60, maxAlone: 5 },
  "staff.read": { max: 600, seconds: 60, maxAlone: 600 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

// Redis that hangs would hold each request for 5 s by default; this is all it may cost.
const BUDGET_MS = 250;

let redis: Redis | undefined;
const shared = new Map<LimitName, Ratelimit>();
const alone = new Map<LimitName, RateLimiterMemory>();

/**
 * Counts one call against a limit.
 *
 * @param key whose budget: a user id, an e-mail address, a network address
 * @throws AppError rate_limited with the seconds to wait; never fails because the limiter is down
 */
export async function enforceLimit(name: LimitName, key: string): Promise<void> {
  const retryAfterSec = (await askShared(name, key)) ?? (await askAlone(name, key));
  if (retryAfterSec > 0) fail("rate_limited", {}, { retryAfterSec });
}

/** True when the shared limiter answers within its budget; for the health check. */
export async function limiterAnswers(): Promise<boolean> {
  return (await connect().ping()) === "PONG";
}

/** Seconds to wait, 0 when allowed, undefined when the shared limiter gave no answer. */
async function askShared(name: LimitName, key: string): Promise<number | undefined> {
  try {
    const { success, reset, reason } = await sharedLimiter(name).limit(key);
    if (reason === "timeout") throw new Error("the limiter did not answer in time");
    return success ? 0 : Math.max(1, Math.ceil((reset - Date.now()) / 1000));
  } catch (error) {
    log().warn({ limit: name, err: error }, "rate limiter down, counting in this process");
    return undefined;
  }
}

async function askAlone(name: LimitName, key: string): Promise<number> {
  let limiter = alone.get(name);
  if (!limiter) {
    const { maxAlone, seconds } = LIMITS[name];
    limiter = new RateLimiterMemory({ points: scaled(maxAlone), duration: seconds });
    alone.set(name, limiter);
  }
  try {
    await limiter.consume(key);
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
      ephemeralCache: new Map(),
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

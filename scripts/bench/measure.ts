// Time and load. What is compared is measured in turns, so that a busy moment hits both sides.
import { Agent, type IncomingMessage, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Asked {
  status: number;
  ms: number;
  body: string;
  /** Of a refusal; 0 when it doesn't say. */
  retryAfterSec: number;
}

/** One request over a connection that is kept; `ms` until the last byte. */
export function ask(
  url: string,
  {
    method = "GET",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
): Promise<Asked> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method, headers: { ...headers, "content-length": body?.length ?? 0 } },
      (answer: IncomingMessage) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.once("error", reject);
        answer.once("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            ms: performance.now() - startedAt,
            body: Buffer.concat(chunks).toString("utf8"),
            retryAfterSec: Number(answer.headers["retry-after"] ?? 0),
          }),
        );
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

/** {@link ask}, which must answer 2xx. */
export async function askWell(...given: Parameters<typeof ask>): Promise<Asked> {
  const asked = await ask(...given);
  if (asked.status < 200 || asked.status > 299)
    throw new Error(`${given[0]} answered ${asked.status}: ${asked.body.slice(0, 200)}`);
  return asked;
}

export interface Load {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
}

/** Runs `work` so many times, so many at once; `work` gets its number. */
export async function load(
  atOnce: number,
  times: number,
  work: (at: number) => Promise<unknown>,
): Promise<Load> {
  const each: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const caller = async () => {
    for (let at = next++; at < times; at = next++) {
      const began = performance.now();
      await work(at);
      each.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: times / seconds, p50: median(each) };
}

/** Runs every side once a round, in turn, and gives each side's middle round. */
export async function inTurns<S extends string>(
  rounds: number,
  sides: Record<S, (round: number) => Promise<Load>>,
): Promise<Record<S, Load>> {
  const seen = new Map<string, Load[]>();
  for (let round = 0; round < rounds; round++)
    for (const [side, run] of Object.entries<(round: number) => Promise<Load>>(sides))
      seen.set(side, [...(seen.get(side) ?? []), await run(round)]);
  return Object.fromEntries(
    [...seen].map(([side, loads]) => [
      side,
      {
        perSecond: median(loads.map(({ perSecond }) => perSecond)),
        p50: median(loads.map(({ p50 }) => p50)),
      },
    ]),
  ) as Record<S, Load>;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

// npm run deploy:watch -- <url> --take <file>                 before a deployment
// npm run deploy:watch -- <url> --baseline <file> [--hours 24] [--every 300]   after it
// Compares what has happened since a deployment with what it said of itself before, one line a look, and ends with
// "roll back" as soon as one of the plan's triggers holds.
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { disconnect } from "@/lib/db/client";
import { figuresSince } from "./ops/figures-since";
import { judgeMedia, wordsOf } from "./ops/judge-media";
import { databaseAddress, withDatabase } from "./ops/open-database";
import { type FiguresTaken, figuresSchema, rollbackTriggers } from "./ops/rollback-triggers";
import { endWithVerdict } from "./ops/verdict";

const USAGE =
  "Usage: npm run deploy:watch -- <url> --take <file> | --baseline <file> [--hours 24] [--every 300]";
/** Looks in a row without an answer that are no hiccup any more. */
const SILENT_LOOKS = 3;
const PATIENCE_MS = 10_000;

await endWithVerdict(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      take: { type: "string" },
      baseline: { type: "string" },
      hours: { type: "string", default: "24" },
      every: { type: "string", default: "300" },
    },
  });
  const [given = ""] = positionals;
  const [hours, seconds] = [Number(values.hours), Number(values.every)];
  if (!URL.canParse(given) || !(hours > 0) || !(seconds > 0)) return [USAGE];
  const url = new URL(given).origin;
  // Also reads .env, which has the token.
  databaseAddress();

  if (values.take) {
    const figures = await ask(url);
    writeFileSync(values.take, `${JSON.stringify(figures, null, 2)}\n`);
    console.log(`${values.take}: what ${figures.version} says at ${figures.at}`);
    return [];
  }
  if (!values.baseline) return [USAGE];
  const before = figuresSchema.parse(JSON.parse(readFileSync(values.baseline, "utf8")));
  return watch(url, before, { hours, seconds }).finally(disconnect);
});

async function watch(
  url: string,
  before: FiguresTaken,
  { hours, seconds }: { hours: number; seconds: number },
): Promise<string[]> {
  const until = performance.now() + hours * 3_600_000;
  let silent = 0;
  for (let isLast = false; ; ) {
    const now = await askSince(url, before).catch((error: unknown) => String(error));
    silent = typeof now === "string" ? silent + 1 : 0;
    const reasons =
      typeof now === "string"
        ? silent < SILENT_LOOKS
          ? []
          : [`no answer ${silent} times: ${now}`]
        : [...rollbackTriggers(before, now), ...(await integrityErrors())];
    const said = typeof now === "string" ? `no answer (${now})` : lineOf(now);
    console.log(
      `${new Date().toISOString()}  ${reasons.length > 0 ? "roll back" : silent > 0 ? "silent" : "well"}  ${said}`,
    );
    if (reasons.length > 0) return reasons.map((reason) => `roll back: ${reason}`);
    if (isLast) return silent > 0 ? [`the watch ended while there was no answer: ${said}`] : [];
    // The last look is begun when the time is up: what happened until then has been looked at.
    const left = until - performance.now();
    isLast = left <= seconds * 1_000;
    await delay(isLast ? Math.max(0, left) : seconds * 1_000);
  }
}

async function ask(url: string): Promise<FiguresTaken> {
  const token = process.env.HEALTH_TOKEN;
  const response = await fetch(`${url}/api/health`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const body: unknown = await response.json();
  const figures = figuresSchema.safeParse({
    at: new Date().toISOString(),
    ...(typeof body === "object" && body),
  });
  if (figures.success) return figures.data;
  throw new Error("the deployment shows no metrics; HEALTH_TOKEN here must be its own");
}

/** What the deployment is, and what has happened since the figures before it were taken. */
async function askSince(url: string, before: FiguresTaken): Promise<FiguresTaken> {
  const now = await ask(url);
  return { ...now, metrics: await figuresSince(new Date(before.at)) };
}

async function integrityErrors(): Promise<string[]> {
  const { failed } = wordsOf(await withDatabase(databaseAddress(), judgeMedia));
  return failed;
}

function lineOf({ version, metrics }: FiguresTaken): string {
  return [version, ...metrics.map(({ name, value }) => `${name} ${value ?? "–"}`)].join("  ");
}

// npm run deploy:verify -- <url> [<check>…]
// What must be true after a deployment, asked of the deployment and of its database.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { disconnect } from "@/lib/db/client";
import type { HealthReport, Metric } from "@/lib/domain/health/schema";
import { judgeMedia, wordsOf } from "./ops/judge-media";
import { databaseAddress, withDatabase } from "./ops/open-database";
import { runChecks } from "./ops/run-checks";
import { smoke } from "./ops/smoke-captain";
import { endWithVerdict } from "./ops/verdict";

const ROOT = resolve(import.meta.dirname, "..");
const SETTLE_TRIES = 5;
const [given = "", ...names] = process.argv.slice(2);

type Report = HealthReport & { version: string; metrics?: Metric[] };

await endWithVerdict(async () => {
  if (!URL.canParse(given)) return ["Usage: npm run deploy:verify -- <url> [<check>…]"];
  const url = new URL(given).origin;
  databaseAddress();
  try {
    return await runChecks(
      {
        health: () => health(url),
        version: () => version(url),
        migrations: () => migrations(url),
        smoke: () => smoke(url),
        validation,
        thresholds: () => thresholds(url),
      },
      names,
    );
  } finally {
    await disconnect();
  }
});

async function ask(url: string): Promise<Report> {
  const token = process.env.HEALTH_TOKEN;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${url}/api/health`, { headers });
  return (await response.json()) as Report;
}

async function health(url: string): Promise<string> {
  const alive = await fetch(`${url}/health`);
  if (!alive.ok) throw new Error(`/health answered ${alive.status}`);
  const { status, checks } = await askSettled(url);
  const notWell = Object.entries(checks)
    .filter(([, check]) => check.status !== "pass")
    .map(([name, check]) => `${name} ${check.status}`);
  if (status === "fail") throw new Error(notWell.join(", "));
  return notWell.length > 0 ? `${status}: ${notWell.join(", ")}` : status;
}

/** A server that has just started opens its connections first, which may take longer than a check. */
async function askSettled(url: string): Promise<Report> {
  for (let attempt = 1; ; attempt++) {
    const report = await ask(url);
    if (report.status !== "fail" || attempt === SETTLE_TRIES) return report;
    await delay(2_000);
  }
}

/** The deployment says the commit it was made from, or the version where nobody told it the commit. */
async function version(url: string): Promise<string> {
  const { version: deployed } = await ask(url);
  const manifest = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8")) as {
    version: string;
  };
  const commit = commitHere();
  if (deployed !== commit && deployed !== manifest.version)
    throw new Error(`${deployed} runs, and this checkout is ${commit || manifest.version}`);
  return deployed;
}

function commitHere(): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

async function migrations(url: string): Promise<string> {
  const { checks } = await ask(url);
  if (checks.migrations.status !== "pass")
    throw new Error("the newest migration of the deployed build is not applied, or one failed");
  return "all applied";
}

async function validation(): Promise<string> {
  const judged = await withDatabase(databaseAddress(), judgeMedia);
  const { failed } = wordsOf(judged);
  if (failed.length > 0) throw new Error(failed.join("; "));
  return `${judged.length} rows of scripts/sql, all well`;
}

async function thresholds(url: string): Promise<string> {
  const { metrics } = await ask(url);
  if (!metrics)
    throw new Error("the deployment shows no metrics; HEALTH_TOKEN here must be its own");
  const words = metrics.map(({ name, value, status }) => `${name} ${value ?? "–"} ${status}`);
  const critical = metrics.filter(({ status }) => status === "critical");
  if (critical.length > 0)
    throw new Error(
      critical
        .map(({ name, value, critical: bound }) => `${name} is ${value}, critical beyond ${bound}`)
        .join("; "),
    );
  return words.join(", ");
}

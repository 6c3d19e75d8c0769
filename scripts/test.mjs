// Runs the named checks, or all of them, one after the other, and ends with one line that adds them up.
//   node scripts/test.mjs [types] [lint] [unit] [integration] [e2e] [soak]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideChromium } from "./chromium.mjs";
import { provideFfmpeg } from "./ffmpeg.mjs";
import { BIN, prepare } from "./prepare.mjs";
import { runNode, step, stopAll } from "./run.mjs";

/** @typedef {{ passed: number, failed: number }} Counts */

const reports = mkdtempSync(join(tmpdir(), "charter-media-reports-"));

/** @type {Record<string, () => Promise<Counts>>} */
const CHECKS = {
  types: () =>
    silentOrFailed(async () => {
      await runNode([BIN.next, "typegen"], { quiet: true });
      await runNode([BIN.tsc, "--noEmit"]);
    }),
  lint: () => silentOrFailed(() => runNode([BIN.biome, "check", "--error-on-warnings"])),
  unit: () => vitest("unit"),
  integration: async () => {
    const { ffmpeg, ffprobe } = await provideFfmpeg();
    return vitest("integration", { ...process.env, FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe });
  },
  e2e: async () => {
    const report = join(reports, "e2e.json");
    const env = {
      ...process.env,
      CHROMIUM_PATH: await provideChromium(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    };
    return counted(runNode([BIN.playwright, "test", "--reporter=list,json"], { env }), () => {
      const { stats } = readJson(report);
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
    });
  },
  // Uses the build of the one before.
  soak: async () => {
    await runNode(["scripts/soak.mjs", "--minutes", "0.25"]);
    return { passed: 1, failed: 0 };
  },
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CHECKS);
const total = { passed: 0, failed: 0 };
let isStopped = false;
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    isStopped = true;
    stopAll();
  });
await prepare();
for (const name of names) {
  if (isStopped) break;
  const check = CHECKS[name];
  if (!check) throw new Error(`There is no check named ${name}.`);
  const { passed, failed } = await step(`\n— ${name}`, check).catch(complain);
  total.passed += passed;
  total.failed += failed;
}
rmSync(reports, { recursive: true, force: true });
// Types and lint alone have nothing to count.
if (total.passed + total.failed > 0)
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || isStopped ? 1 : 0);

/**
 * A check without tests of its own counts only when it fails.
 * @param {() => Promise<void>} work
 * @returns {Promise<Counts>}
 */
function silentOrFailed(work) {
  return work().then(() => ({ passed: 0, failed: 0 }), complain);
}

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} [env]
 */
function vitest(project, env = process.env) {
  const report = join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [BIN.vitest, "run", "--project", project, ...reporters];
  return counted(runNode(args, { env }), () => {
    const { numPassedTests, numFailedTests } = readJson(report);
    return { passed: numPassedTests, failed: numFailedTests };
  });
}

/**
 * What the runner counted. Ending badly without a failed test, as when a file does not even load, is one failure.
 *
 * @param {Promise<void>} running
 * @param {() => Counts} count
 * @returns {Promise<Counts>}
 */
async function counted(running, count) {
  const error = await running.then(
    () => undefined,
    (reason) => reason,
  );
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0 };
  try {
    counts = count();
  } catch {
    // The runner did not get as far as writing its report.
  }
  if (!error && counts.passed > 0) return counts;
  return { passed: counts.passed, failed: Math.max(1, counts.failed) };
}

/**
 * @param {Error} error
 * @returns {Counts}
 */
function complain(error) {
  console.error(error.message);
  return { passed: 0, failed: 1 };
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

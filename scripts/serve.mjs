// The product's server as every command starts it: on this machine only, as the stack does.
import { setTimeout as delay } from "node:timers/promises";
import { startChild } from "./child.mjs";
import { BIN } from "./prepare.mjs";

const START_MS = 120_000;

/**
 * Starts the server.
 *
 * @param {"production" | "development"} mode a build, or hot reload
 * @param {string} url with its port
 * @param {NodeJS.ProcessEnv} env
 * @returns {ReturnType<typeof startChild> & { answering: Promise<void> }} `answering` settles with its first
 *   answer, or rejects when there is none
 */
export function startServer(mode, url, env) {
  // Longer than proxies and pools keep an idle connection: who reuses one must not meet its end.
  const command = mode === "production" ? ["start", "--keepAliveTimeout", "75000"] : ["dev"];
  const { port } = new URL(url);
  const server = startChild(BIN.next, [...command, "--port", port, "--hostname", "127.0.0.1"], {
    // glibc otherwise keeps a heap for each decoding thread, and memory grows by hundreds of MB.
    env: { MALLOC_ARENA_MAX: "2", ...env },
    // Uploads fill the young heap with megabytes at a time; a small one copies what is about to die.
    execArgv: ["--max-semi-space-size=64"],
  });
  return { ...server, answering: firstAnswer(url, server.hasEnded) };
}

/**
 * @param {string} url
 * @param {() => boolean} hasEnded
 */
async function firstAnswer(url, hasEnded) {
  for (const deadline = Date.now() + START_MS; !(await answers(`${url}/health`)); await delay(50)) {
    if (hasEnded()) throw new Error("The server ended before it answered.");
    if (Date.now() > deadline) throw new Error("The server did not answer in two minutes.");
  }
}

/** @param {string} url */
function answers(url) {
  return fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

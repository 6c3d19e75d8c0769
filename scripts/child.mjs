// Programs of the product that run beside this one, and end with it.
import { fork } from "node:child_process";

const STOP_MS = 10_000;

/**
 * Starts a program.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, execArgv: string[] }} options
 * @returns {{ hasEnded: () => boolean, ended: Promise<number | null>, stop: () => Promise<void> }} `ended` is its
 *   exit code, null when it was killed; `stop` asks it to, and after ten seconds no longer asks
 */
export function startChild(file, args, { env, execArgv }) {
  const endsWithUs = ["--import", new URL("exit-with-parent.mjs", import.meta.url).href];
  const child = fork(file, args, {
    env,
    execArgv: [...execArgv, ...endsWithUs],
    // Ctrl-C goes to the whole group; the order of stopping is ours to keep.
    detached: true,
  });
  let over = false;
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once("exit", (code) => {
      over = true;
      resolve(code);
    });
  });
  return {
    ended,
    hasEnded: () => over,
    stop: async () => {
      child.kill("SIGTERM");
      const forced = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      if (!over) await ended;
      clearTimeout(forced);
    },
  };
}

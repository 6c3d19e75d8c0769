// Runs other programs, and ends them with this one. Only Node's own modules: this works before anything is installed.
import { spawn } from "node:child_process";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Runs a program to its end.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.quiet] its output is shown only when it fails
 * @returns {Promise<void>}
 * @throws Error naming the program when it ends with anything but 0
 */
export function run(file, args, { env = process.env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit" });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) => {
      running.delete(child);
      if (code === 0) return resolve();
      if (output) process.stderr.write(output);
      reject(new Error(`${[file, ...args].join(" ")} ended with ${signal ?? code}`));
    });
  });
}

/**
 * Runs a script of a package, or one of our own, with this Node.
 *
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/** Asks everything that `run` has not seen the end of to stop. */
export function stopAll() {
  for (const child of running) child.kill("SIGTERM");
}

/**
 * Says what is being done, and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  console.log(`${title} …`);
  const value = await work();
  const seconds = (performance.now() - started) / 1000;
  if (seconds > 1) console.log(`  done in ${seconds.toFixed(1)} s`);
  return value;
}

// Ports on loopback: which are free, and which ones a data folder has made its own.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** Below the range from which systems take the ports of outgoing connections. */
const FIRST = 20_000;
const LAST = 29_999;

/**
 * Whether something could listen on the port now.
 *
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function isFree(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/**
 * Some free port.
 * @param {Iterable<number>} [taken] not these
 */
export async function freePort(taken = []) {
  const others = new Set(taken);
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (!others.has(port) && (await isFree(port))) return port;
  }
}

/**
 * The folder's ports, chosen once: stored photo addresses name them, so they must stay what they are.
 *
 * @template {string} Name
 * @param {string} folder
 * @param {Name[]} names
 * @returns {Promise<Record<Name, number>>}
 * @throws Error when another program has taken one of them since
 */
export async function keptPorts(folder, names) {
  const file = join(folder, "ports.json");
  /** @type {Record<string, number>} */
  const ports = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  for (const name of names) {
    const kept = ports[name];
    ports[name] = kept ?? (await freePort(Object.values(ports)));
    if (kept !== undefined && !(await isFree(kept))) {
      throw new Error(
        `Port ${kept}, which ${folder} uses for ${name}, is taken by another program. Stop that program and start again. (The port can't change by itself, because the addresses of stored photos name it.)`,
      );
    }
  }
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

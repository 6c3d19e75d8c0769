// Programs that the machine provides, not npm: looked for on the PATH, and installed by apt on Debian as root.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";

/**
 * The first of these files that is there and starts.
 *
 * @param {string[]} candidates paths, empty ones are passed over
 * @param {string} versionFlag with which it ends well
 * @returns {string | undefined}
 */
export function firstThatStarts(candidates, versionFlag) {
  return candidates.find(
    (path) =>
      path &&
      existsSync(path) &&
      spawnSync(path, [versionFlag], { stdio: "ignore", timeout: 20_000 }).status === 0,
  );
}

/**
 * Where programs of these names may be on the PATH.
 * @param {string[]} names
 */
export function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * @param {string} name of a Debian package
 * @throws Error when this is not Debian, or not root
 */
export async function installByApt(name) {
  if (process.getuid?.() !== 0) throw new Error("Only root installs packages.");
  execFileSync("apt-get", ["--version"], { stdio: "ignore" });
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env, quiet: true });
  const install = ["install", "-y", "-qq", "--no-install-recommends", name];
  await run("apt-get", install, { env, quiet: true });
}

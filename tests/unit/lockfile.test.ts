// `npm ci` refuses a lockfile that lacks the packages of other platforms. An `npm install` that finds
// them unreachable leaves them out without a word.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  optionalDependencies?: Record<string, string>;
}

const packages: Record<string, Locked> = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
).packages;

/** Whether a package sees another one, beside itself or in any folder above. */
function sees(from: string, name: string): boolean {
  const key = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (key in packages) return true;
  return (
    from !== "" && sees(from.slice(0, Math.max(0, from.lastIndexOf("node_modules/") - 1)), name)
  );
}

test("the lockfile names every optional package of every platform", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !sees(path, name)),
  );
  expect(missing).toEqual([]);
});

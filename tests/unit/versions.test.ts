import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface Lock {
  packages: Record<string, { version?: string; resolved?: string }>;
}
const text = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
const { packages } = JSON.parse(text) as Lock;

/** Every copy of a package in the lockfile, nested ones included. */
const copiesOf = (name: string) =>
  Object.entries(packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version }]) => version ?? "");

const atLeast = (version: string, floor: string) =>
  version.localeCompare(floor, undefined, { numeric: true }) >= 0;

describe("the lockfile", () => {
  // Floors come from the projects' security advisories.
  test.each([
    ["next", "16.3.4"],
    ["react", "19.2.6"],
    ["react-dom", "19.2.6"],
    ["sharp", "0.35.4"],
    ["@vercel/blob", "2.0.0"],
  ])("no copy of %s is older than %s", (name, floor) => {
    const copies = copiesOf(name);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter((version) => !atLeast(version, floor))).toEqual([]);
  });

  test("Prisma's CLI, client and adapter are one version, and the engine is the one they name", () => {
    const names = ["prisma", "@prisma/client", "@prisma/adapter-pg", "@prisma/engines"];
    expect(new Set(names.flatMap(copiesOf))).toEqual(new Set(["7.10.0"]));
    const [engine] = copiesOf("@prisma/engines-version");
    expect(copiesOf("@prisma/schema-engine-wasm")).toEqual([engine]);
  });

  test("names no address to download from", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith("http"))).toEqual(
      [],
    );
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FLOORS, isAtLeast } from "../../scripts/ops/version-floors";

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

describe("the lockfile", () => {
  test.each(Object.entries(FLOORS))("no copy of %s is older than %s", (name, floor) => {
    const copies = copiesOf(name);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter((version) => !isAtLeast(version, floor))).toEqual([]);
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

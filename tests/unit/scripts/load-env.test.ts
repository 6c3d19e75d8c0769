import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loadSettings } from "@/scripts/load-env.mjs";

const STACK = [
  "DATABASE_URL=postgresql://stack@127.0.0.1:1/local",
  "DIRECT_URL=postgresql://stack@127.0.0.1:1/local",
  "BETTER_AUTH_URL=http://localhost:3000",
];

describe("where a command finds its settings", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "charter-media-settings-"));
    mkdirSync(join(root, ".data"));
    writeFileSync(join(root, ".data/stack.env"), STACK.join("\n"));
    for (const name of ["DATABASE_URL", "DIRECT_URL", "BETTER_AUTH_URL", "DATA_DIR"])
      vi.stubEnv(name, undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });

  test("nothing set: the local stack's", () => {
    loadSettings(root);
    expect(process.env.DIRECT_URL).toContain("/local");
    expect(process.env.BETTER_AUTH_URL).toBe("http://localhost:3000");
  });

  test("another database named: nothing of the local stack is mixed in", () => {
    vi.stubEnv("DATABASE_URL", "postgresql://ops@db.example/production");
    loadSettings(root);
    expect(process.env.DIRECT_URL).toBeUndefined();
    expect(process.env.BETTER_AUTH_URL).toBeUndefined();
  });

  test("another database named: .env lends its other settings, but not its direct address", () => {
    writeFileSync(
      join(root, ".env"),
      "DATABASE_URL=postgresql://a@db.example/a\nDIRECT_URL=postgresql://a@db.example/a\nBETTER_AUTH_URL=https://charters.example",
    );
    vi.stubEnv("DATABASE_URL", "postgresql://ops@db.example/production");
    loadSettings(root);
    expect(process.env.DIRECT_URL).toBeUndefined();
    expect(process.env.BETTER_AUTH_URL).toBe("https://charters.example");
  });

  test("what is set wins, and an empty value counts as not set", () => {
    vi.stubEnv("BETTER_AUTH_URL", "https://set.example");
    writeFileSync(join(root, ".env"), "BETTER_AUTH_URL=https://file.example\nDIRECT_URL=\n");
    loadSettings(root);
    expect(process.env.BETTER_AUTH_URL).toBe("https://set.example");
    expect(process.env.DIRECT_URL).toContain("/local");
  });
});

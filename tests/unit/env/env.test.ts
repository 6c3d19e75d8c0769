import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ENV_GROUPS } from "@/lib/env";

const COMPLETE = {
  DATABASE_URL: "postgresql://app:secret@db.example/app",
  BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_store1_secret",
  UPSTASH_REDIS_REST_URL: "https://redis.example",
  UPSTASH_REDIS_REST_TOKEN: "token",
  BETTER_AUTH_SECRET: "0123456789012345678901234567890123456789",
  BETTER_AUTH_URL: "https://charters.example",
};
const names = Object.values(ENV_GROUPS).flatMap((group) => Object.keys(group.shape));

describe("the environment", () => {
  // Each test reads the settings afresh, as a starting process does.
  const read = async () => {
    vi.resetModules();
    return await import("@/lib/env");
  };

  beforeEach(() => {
    for (const name of names) vi.stubEnv(name, undefined);
    for (const [name, value] of Object.entries(COMPLETE)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());

  test("a complete environment passes", async () => {
    const { checkEnv } = await read();
    expect(() => checkEnv()).not.toThrow();
  });

  test("all that is missing or malformed is listed at once, by name and without values", async () => {
    vi.stubEnv("DATABASE_URL", undefined);
    vi.stubEnv("BETTER_AUTH_SECRET", "short-secret");
    vi.stubEnv("BLOB_READ_WRITE_TOKEN", "wrong-token");
    const { checkEnv } = await read();
    expect(() => checkEnv()).toThrow(/DATABASE_URL: is missing/);
    expect(() => checkEnv()).toThrow(/BETTER_AUTH_SECRET: must have at least 32 characters/);
    expect(() => checkEnv()).toThrow(/BLOB_READ_WRITE_TOKEN: must look like/);
    expect(() => checkEnv()).not.toThrow(/short-secret|wrong-token/);
  });

  test("a part needs only its own variables", async () => {
    vi.stubEnv("BETTER_AUTH_SECRET", undefined);
    const { env } = await read();
    expect(env("database").DATABASE_URL).toBe(COMPLETE.DATABASE_URL);
    expect(() => env("auth")).toThrow(/BETTER_AUTH_SECRET/);
  });

  test.each([
    ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
    ["GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID"],
  ])("half of Google's variables, %s alone, asks for the other", async (set, missing) => {
    vi.stubEnv(set, "value");
    const { checkEnv } = await read();
    expect(() => checkEnv()).toThrow(`${missing}: is missing`);
  });

  test("an empty value means not set", async () => {
    vi.stubEnv("CRON_SECRET", "");
    vi.stubEnv("RATE_LIMIT_MULTIPLIER", "");
    const { env } = await read();
    expect(env("operations").CRON_SECRET).toBeUndefined();
    expect(env("limiter").RATE_LIMIT_MULTIPLIER).toBe(1);
  });

  test("a photo may have 4.4 MB on Vercel and 25 MB elsewhere", async () => {
    expect((await read()).env("app").MAX_PHOTO_BYTES).toBe(25 * 1024 * 1024);
    vi.stubEnv("VERCEL", "1");
    expect((await read()).env("app").MAX_PHOTO_BYTES).toBe(Math.floor(4.4 * 1024 * 1024));
  });

  test("files are loaded from the store's own host, or from the server that is set", async () => {
    expect((await read()).publicBlobOrigin()).toBe("https://store1.public.blob.vercel-storage.com");
    vi.stubEnv("VERCEL_BLOB_API_URL", "http://127.0.0.1:9000/api");
    expect((await read()).publicBlobOrigin()).toBe("http://127.0.0.1:9000");
  });

  test("browsers may send files to Vercel's store, or to the server that is set", async () => {
    expect((await read()).browserBlobApi()).toBe("https://vercel.com/api/blob/");
    vi.stubEnv("NEXT_PUBLIC_VERCEL_BLOB_API_URL", "http://localhost:9000");
    expect((await read()).browserBlobApi()).toBe("http://localhost:9000/");
  });

  test(".env.example names every variable, and no other", () => {
    const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8");
    const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    // DIRECT_URL is read by prisma.config.ts, outside the app.
    expect(new Set(listed)).toEqual(new Set([...names, "DIRECT_URL"]));
  });
});

// Read by every `npx prisma …`. Takes the schema engine from npm instead of Prisma's CDN, and finds
// the database where the product finds it: the environment, then .env, then the running local stack.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("scripts/prisma-schema-engine.mjs", import.meta.url),
);

// loadEnvFile never overrides what is already set, so the order below is the order of precedence.
for (const file of [".env", join(process.env.DATA_DIR ?? ".data", "stack.env")]) {
  const path = resolve(import.meta.dirname, file);
  if (existsSync(path)) process.loadEnvFile(path);
}

// Migrations need a session of their own, which a transaction-mode pooler does not give.
const url = process.env.DIRECT_URL ?? process.env.DATABASE_URL;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // `prisma generate` needs no database.
  ...(url ? { datasource: { url } } : {}),
});

// Read by every `npx prisma …`. Takes the schema engine from npm instead of Prisma's CDN, and finds
// the database where the product finds it: the environment, then .env, then the local stack.
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";
import { loadSettings } from "./scripts/load-env.mjs";

process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("scripts/prisma-schema-engine.mjs", import.meta.url),
);

loadSettings(import.meta.dirname);

// Migrations need a session of their own, which a transaction-mode pooler does not give.
const url = process.env.DIRECT_URL || process.env.DATABASE_URL;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // `prisma generate` needs no database.
  ...(url ? { datasource: { url } } : {}),
});

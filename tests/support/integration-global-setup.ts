// One PostgreSQL for the whole run, on a throw-away folder, with a database every test file clones.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../../scripts/stack/ports.mjs";
import { ensureDatabase, startPostgres } from "../../scripts/stack/postgres.mjs";
import { deployMigrations } from "./migrations";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's address, less the database's name. */
    postgres: string;
    /** A migrated, empty database that nobody is connected to. */
    templateDatabase: string;
  }
}

/** Fast because nothing has to outlive the run; statements are counted for `countStatements`. */
export const TEST_SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "top",
};

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "charter-media-test-"));
  const server = await startPostgres({
    folder: join(folder, "postgres"),
    port: await freePort(),
    password: "test",
    settings: TEST_SETTINGS,
  });
  const templateDatabase = "template_migrated";
  await ensureDatabase(server, templateDatabase);
  await deployMigrations(server.url(templateDatabase));
  project.provide("postgres", server.url(""));
  project.provide("templateDatabase", templateDatabase);

  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

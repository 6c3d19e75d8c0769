// The real Prisma CLI, as an operator types it, on the project's migrations or on a few of a test's own.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface PrismaRun {
  exitCode: number;
  /** What it printed, both streams. */
  output: string;
}

/** Runs `npx prisma <args>` against the database, and tells how it went. */
export function prisma(url: string, ...args: string[]): Promise<PrismaRun> {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    DIRECT_URL: url,
    PRISMA_SCHEMA_ENGINE_BINARY: resolve("scripts/prisma-schema-engine.mjs"),
  };
  return new Promise((done) => {
    const child = execFile("npx", ["--no-install", "prisma", ...args], { env }, (_, out, err) =>
      done({ exitCode: child.exitCode ?? 1, output: `${out}${err}` }),
    );
    child.stdin?.end();
  });
}

/** Brings the database to the newest schema; throws with the command's own words when it fails. */
export async function deployMigrations(url: string): Promise<void> {
  const { exitCode, output } = await prisma(url, "migrate", "deploy");
  if (exitCode !== 0) throw new Error(`prisma migrate deploy failed:\n${output}`);
}

/**
 * Runs `npx prisma <args>` as if the project had these migrations alone.
 *
 * @param migrations SQL by the migration's name
 */
export async function prismaWith(
  migrations: Record<string, string>,
  url: string,
  ...args: string[]
): Promise<PrismaRun> {
  const folder = await mkdtemp(join(tmpdir(), "charter-media-migrations-"));
  try {
    for (const [name, sql] of Object.entries(migrations)) {
      await mkdir(join(folder, "migrations", name), { recursive: true });
      await writeFile(join(folder, "migrations", name, "migration.sql"), sql);
    }
    await writeFile(join(folder, "migrations", "migration_lock.toml"), 'provider = "postgresql"\n');
    const config = join(folder, "prisma.config.ts");
    const settings = {
      schema: resolve("prisma/schema.prisma"),
      migrations: { path: join(folder, "migrations") },
      datasource: { url },
    };
    await writeFile(config, `export default ${JSON.stringify(settings)};\n`);
    return await prisma(url, ...args, "--config", config);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// The real `prisma migrate deploy`, as an operator types it.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Brings the database to the newest schema; throws with the command's own words when it fails. */
export async function deployMigrations(url: string): Promise<void> {
  await execute("npx", ["--no-install", "prisma", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: url, DIRECT_URL: url },
  }).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`prisma migrate deploy failed:\n${error.stdout}${error.stderr}`);
  });
}

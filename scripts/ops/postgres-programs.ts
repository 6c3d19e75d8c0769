// PostgreSQL's own programs for dumps, which the machine provides.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { firstThatStarts, installByApt, onPath } from "../system-programs.mjs";

const execute = promisify(execFile);

/**
 * Runs pg_dump or pg_restore, installing them on Debian as root where they are missing.
 *
 * @throws Error with the program's own words
 */
export async function runPostgres(name: "pg_dump" | "pg_restore", args: string[]): Promise<void> {
  const find = () => firstThatStarts(onPath([name]), "--version");
  let program = find();
  if (!program) {
    await installByApt("postgresql-client").catch(() => {});
    program = find();
  }
  if (!program)
    throw new Error(`${name} is not installed (Debian: apt-get install postgresql-client).`);
  await execute(program, args).catch((error: { stderr?: string; message: string }) => {
    throw new Error(`${name}: ${(error.stderr || error.message).trim()}`);
  });
}

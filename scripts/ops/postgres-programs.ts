// PostgreSQL's own programs for dumps, which the machine provides.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parse } from "pg-connection-string";
import { firstThatStarts, installByApt, onPath } from "../system-programs.mjs";

const execute = promisify(execFile);

/**
 * Runs pg_dump or pg_restore on the database at this address, installing them on Debian as root where they are
 * missing. The address goes by the environment: arguments are for everybody on the machine to read.
 *
 * @throws Error with the program's own words
 */
export async function runPostgres(
  name: "pg_dump" | "pg_restore",
  address: string,
  args: string[],
): Promise<void> {
  const find = () => firstThatStarts(onPath([name]), "--version");
  let program = find();
  if (!program) {
    await installByApt("postgresql-client").catch(() => {});
    program = find();
  }
  if (!program)
    throw new Error(`${name} is not installed (Debian: apt-get install postgresql-client).`);
  const env = { ...process.env, ...environmentOf(address) };
  await execute(program, args, { env }).catch(
    (error: { stderr?: string; code?: number | string; signal?: string }) => {
      const end = `ended with ${error.signal ?? error.code}`;
      throw new Error(`${name}: ${error.stderr?.trim() || end}`);
    },
  );
}

function environmentOf(address: string): Record<string, string> {
  const { host, port, user, password, database } = parse(address);
  const sslMode = new URL(address).searchParams.get("sslmode");
  return {
    ...(host && { PGHOST: host }),
    ...(port && { PGPORT: port }),
    ...(user && { PGUSER: user }),
    ...(password && { PGPASSWORD: password }),
    ...(database && { PGDATABASE: database }),
    ...(sslMode && { PGSSLMODE: sslMode }),
  };
}

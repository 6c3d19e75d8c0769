// One session of the operator's own on the database itself, past any pooler, by whose clock and words
// rows come out alike everywhere.
import { resolve } from "node:path";
import pg from "pg";
import { loadSettings } from "../load-env.mjs";

/** The address that DIRECT_URL or DATABASE_URL names, in the environment, .env or the local stack. */
export function databaseAddress(): string {
  loadSettings(resolve(import.meta.dirname, "../.."));
  const address = process.env.DIRECT_URL || process.env.DATABASE_URL;
  if (!address) throw new Error("DATABASE_URL is not set. For the local stack: npm run up.");
  const url = new URL(address);
  // Prisma's own parameters mean nothing to PostgreSQL's programs, which refuse them.
  for (const name of ["schema", "connection_limit", "pool_timeout", "pgbouncer"])
    url.searchParams.delete(name);
  return url.href;
}

/** Runs `work` on a session of its own. */
export async function withDatabase<T>(
  address: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SET TIME ZONE 'UTC'");
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A table's name, how many rows it has, and a checksum over all of them, whatever their order. */
export interface TableSum {
  table: string;
  rows: number;
  checksum: string;
}

/** Every table of the product, with the record of migrations. */
export async function sumTables(client: pg.Client): Promise<TableSum[]> {
  const { rows: tables } = await client.query<{ table: string }>(
    `SELECT tablename AS "table" FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const sums: TableSum[] = [];
  for (const { table } of tables) {
    const { rows } = await client.query<Omit<TableSum, "table">>(
      `SELECT count(*)::int AS "rows",
         md5(coalesce(string_agg(row, '' ORDER BY row COLLATE "C"), '')) AS "checksum"
       FROM (SELECT md5(t::text) AS row FROM public.${client.escapeIdentifier(table)} AS t) AS rows`,
    );
    sums.push({ table, rows: rows[0]?.rows ?? 0, checksum: rows[0]?.checksum ?? "" });
  }
  return sums;
}

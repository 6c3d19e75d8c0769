// What the database holds, as text, to see that nothing changed.
import { query } from "./database";

/**
 * Every row of every table but sessions, which reading one may renew, and the record of operations, which is
 * written after an answer, whatever it was.
 */
export async function dumpTables(): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
      AND tablename NOT IN ('Session', 'OperationEvent') ORDER BY 1`,
  );
  const dump: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await query<{ rows: string }>(
      `SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS rows FROM "${name}" AS t`,
    );
    dump[name] = row?.rows ?? "";
  }
  return dump;
}

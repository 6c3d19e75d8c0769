// npm run restore -- <file>.dump
// Into the database that DIRECT_URL or DATABASE_URL names, which must be empty.
import { checkBackup } from "./ops/backup-files";
import { judgeMedia, wordsOf } from "./ops/judge-media";
import { databaseAddress, sumTables, withDatabase } from "./ops/open-database";
import { runPostgres } from "./ops/postgres-programs";
import { endWithVerdict } from "./ops/verdict";

await endWithVerdict(async () => {
  const dump = process.argv[2];
  if (!dump || process.argv.length > 3) return ["Usage: npm run restore -- <file>.dump"];
  const manifest = await checkBackup(dump);
  const address = databaseAddress();
  const tables = await withDatabase(address, (client) =>
    client.query(
      `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    ),
  );
  if (tables.rowCount) return [`The database is not empty: it has ${tables.rowCount} tables.`];

  const options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"];
  // Without a name pg_restore prints to the terminal; the rest it takes from the environment.
  const { pathname } = new URL(address);
  const database = decodeURIComponent(pathname.slice(1));
  await runPostgres("pg_restore", address, [...options, `--dbname=${database}`, dump]);

  return withDatabase(address, async (client) => {
    const restored = new Map((await sumTables(client)).map((sum) => [sum.table, sum]));
    const differing = manifest.tables.filter(({ table, rows, checksum }) => {
      const now = restored.get(table);
      return now?.rows !== rows || now.checksum !== checksum;
    });
    const { text, failed } = wordsOf(await judgeMedia(client));
    console.log(
      `${manifest.tables.length} tables of ${manifest.createdAt}, schema ${manifest.schema}`,
    );
    console.log(text);
    return [...differing.map(({ table }) => `${table} is not what the backup says.`), ...failed];
  });
});

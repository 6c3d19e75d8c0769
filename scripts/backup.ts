// npm run backup [-- <file>.dump]
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { list } from "@vercel/blob";
import { filesOf, type Manifest, sumFile } from "./ops/backup-files";
import { databaseAddress, sumTables, withDatabase } from "./ops/open-database";
import { runPostgres } from "./ops/postgres-programs";
import { endWithVerdict } from "./ops/verdict";

await endWithVerdict(async () => {
  const address = databaseAddress();
  const createdAt = new Date().toISOString();
  const name = `${createdAt.replace(/[:.]/g, "-")}.dump`;
  const files = filesOf(process.argv[2] ?? join(process.env.BACKUP_DIR || "backups", name));
  mkdirSync(dirname(files.dump), { recursive: true });

  const tables = await dump(address, files.dump);
  const count = await listBlobs(files.blobs);
  const schema = await withDatabase(address, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT max(migration_name) AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL`,
    );
    return rows[0]?.name ?? "";
  });
  const manifest: Manifest = {
    createdAt,
    schema,
    dump: await sumFile(files.dump),
    blobs: { ...(await sumFile(files.blobs)), count },
    tables,
  };
  writeFileSync(files.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`${files.dump}: ${tables.length} tables, ${rows} rows, ${manifest.dump.bytes} bytes`);
  console.log(`${files.blobs}: ${count} files in the store`);
  return [];
});

/** The dump and the sums of all tables, both of the same moment. */
async function dump(address: string, file: string) {
  return withDatabase(address, async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await client.query<{ id: string }>("SELECT pg_export_snapshot() AS id");
    await runPostgres("pg_dump", address, [
      "--format=custom",
      "--no-owner",
      "--no-privileges",
      `--snapshot=${rows[0]?.id}`,
      `--file=${file}`,
    ]);
    return sumTables(client);
  });
}

/** One line a file of the store, as many as there are. The bytes stay where they are. */
async function listBlobs(file: string): Promise<number> {
  const token = process.env.BLOB_READ_WRITE_TOKEN;
  if (!token) throw new Error("BLOB_READ_WRITE_TOKEN is not set.");
  const out = createWriteStream(file);
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await list({ token, ...(cursor && { cursor }) });
    for (const { pathname, size, uploadedAt, url } of page.blobs)
      out.write(`${JSON.stringify({ pathname, size, uploadedAt, url })}\n`);
    count += page.blobs.length;
    cursor = page.hasMore ? page.cursor : undefined;
  } while (cursor);
  await new Promise<void>((resolve) => out.end(resolve));
  return count;
}

import { createHash, randomUUID } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { makeRenditions } from "@/lib/images/make-renditions";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

/** What an upload can't do without: hash, pictures, every file safe on the disk, a row. */
export async function POST(request: Request): Promise<Response> {
  const bytes = Buffer.from(await request.arrayBuffer());
  const contentHash = createHash("sha256").update(bytes).digest("hex");
  const { renditions } = await makeRenditions(bytes, {
    widths: [320, 960, 1920],
    maxPixels: 50_000_000,
  });
  const id = randomUUID();
  const folder = join(process.env.BARE_STORE ?? "", id);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    keep(join(folder, "original"), bytes),
    ...renditions.map(({ width, bytes }) => keep(join(folder, String(width)), bytes)),
  ]);
  await pool.query(
    `INSERT INTO "CharterMedia" ("id", "kind", "url", "storageKey", "contentHash")
     VALUES ($1, 'CHARTER_PHOTO', '', $2, $3)`,
    [id, folder, contentHash],
  );
  return Response.json({ id }, { status: 201 });
}

async function keep(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

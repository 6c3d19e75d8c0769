// The store's files behind everybody's back: older than they are, gone, or other bytes than were stored.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { del, head, put } from "@vercel/blob";
import { query } from "./database";
import { blob } from "./stack";

const OPTIONS = { access: "public", addRandomSuffix: false, allowOverwrite: true } as const;

/** Stores these bytes under a name, in place of what is there. */
export async function plant(key: string, bytes: Buffer | string): Promise<string> {
  return (await put(key, bytes, { ...OPTIONS, token: blob.token })).url;
}

/** Makes stored files older, by the store's own record; all of them unless named. */
export async function setBack(hours: number, key?: string): Promise<void> {
  const at = new Date(Date.now() - hours * 3_600_000).toISOString();
  for (const file of await readdir(blob.root, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const bytes = await readFile(path);
    const text = bytes.toString("latin1");
    if (!text.includes('"uploadedAt"') || (key && !text.includes(`"${key}"`))) continue;
    const changed = text.replace(/"uploadedAt":"[^"]+"/, `"uploadedAt":"${at}"`);
    await writeFile(path, Buffer.from(changed, "latin1"));
  }
  await blob.restart();
}

/** Takes the bytes of one name away; what is returned brings them back. */
export async function lose(key: string): Promise<() => Promise<void>> {
  const { url, contentType } = await head(key, { token: blob.token });
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  await del(key, { token: blob.token });
  return async () => {
    await put(key, bytes, { ...OPTIONS, token: blob.token, contentType });
  };
}

/** Stores bytes that no row names, as if that long ago. */
export async function aStray(key: string, hours = 25): Promise<string> {
  await plant(key, "stray");
  await setBack(hours, key);
  return key;
}

/** Makes what checks found so much older. */
export async function setFindingsBack(hours: number): Promise<void> {
  await query(
    `UPDATE "IntegrityFinding" SET "createdAt" = "createdAt" - $1::float8 * interval '1 hour'`,
    [hours],
  );
}

// What a backup is: a dump, the list of files the store had, and a manifest with the checksums of both.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

const fileSum = z.object({ sha256: z.string(), bytes: z.number() });
const manifestSchema = z.object({
  createdAt: z.iso.datetime(),
  /** The newest migration in it. */
  schema: z.string(),
  dump: fileSum,
  blobs: fileSum.extend({ count: z.number() }),
  tables: z.array(z.object({ table: z.string(), rows: z.number(), checksum: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The three files of the backup that this dump belongs to. */
export const filesOf = (dump: string) => ({
  dump,
  blobs: `${dump}.blobs.jsonl`,
  manifest: `${dump}.json`,
});

/** Size and SHA-256 of a file, read as a stream. */
export async function sumFile(path: string): Promise<z.infer<typeof fileSum>> {
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(createReadStream(path), async (chunks) => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { sha256: hash.digest("hex"), bytes };
}

/**
 * The manifest of a backup whose files are what it says.
 *
 * @throws Error when one is missing or damaged
 */
export async function checkBackup(dump: string): Promise<Manifest> {
  const files = filesOf(dump);
  for (const path of Object.values(files))
    if (!existsSync(path)) throw new Error(`${path} is missing.`);
  const manifest = readManifest(dump);
  if (!manifest) throw new Error(`${files.manifest} is not a manifest of a backup.`);
  for (const part of ["dump", "blobs"] as const) {
    const { sha256, bytes } = await sumFile(files[part]);
    if (sha256 !== manifest[part].sha256 || bytes !== manifest[part].bytes)
      throw new Error(`${files[part]} is damaged: its checksum is not the one in the manifest.`);
  }
  return manifest;
}

function readManifest(dump: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(filesOf(dump).manifest, "utf8")));
  } catch {
    return undefined;
  }
}

/**
 * The dump of the newest backup in a folder, by the time in its manifest, whatever it is called; one without a
 * manifest when there is no other; undefined when there is none.
 */
export function newestBackup(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const made = readdirSync(folder)
    .filter((name) => name.endsWith(".dump"))
    .map((name) => join(folder, name))
    .map((dump) => ({ dump, at: Date.parse(readManifest(dump)?.createdAt ?? "") || 0 }));
  return made.toSorted((a, b) => b.at - a.at)[0]?.dump;
}

// Runs files of SQL, each one statement whose rows say what was found, what is expected and whether that is
// well: those of scripts/sql, or of another folder.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";

interface Judged {
  file: string;
  check: string;
  found: number;
  expected: number | null;
  ok: boolean;
}

const FOLDER = join(import.meta.dirname, "../sql");

/** All that the files say, in their order. */
export async function judgeMedia(client: pg.Client, folder = FOLDER): Promise<Judged[]> {
  const judged: Judged[] = [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  for (const file of files.sort()) {
    const { rows } = await client.query<Omit<Judged, "file">>(
      readFileSync(join(folder, file), "utf8"),
    );
    judged.push(...rows.map((row) => ({ file, ...row })));
  }
  return judged;
}

/** A table for people, and a last line that says pass or why not. */
export function wordsOf(judged: readonly Judged[]): { text: string; failed: string[] } {
  const failed = judged
    .filter(({ ok }) => !ok)
    .map(({ check, found, expected }) => `${check}: ${found}, expected ${expected}`);
  const lines = judged.map(({ file, check, found, ok }) =>
    [ok ? "  " : "✗ ", file.padEnd(24), String(found).padStart(8), " ", check].join(" "),
  );
  return { text: lines.join("\n"), failed };
}

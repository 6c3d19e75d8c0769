// npm run legacy:import -- [--folder drafts/]… [--apply]
// What a migration can't do, because it asks the store: photos that only a draft's form knows become pending
// media, and files under the old system's names are copied below photos/. Without --apply it only counts.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { disconnect } from "@/lib/db/client";
import { adoptPayloads, type Dispute } from "@/lib/domain/operation/adopt-payloads";
import { copyOldFiles } from "@/lib/domain/operation/copy-old-files";
import { consoleActor } from "@/lib/http/authenticate";
import { loadSettings } from "./load-env.mjs";
import { endWithVerdict } from "./ops/verdict";

const WORDS: Record<string, string> = {
  known: "a row names the file already",
  unusable: "no name of a photo in a folder that was given",
  absent: "the store has no such file",
  disputed: "forms of two people name it",
  left: "its rows went elsewhere meanwhile",
};

await endWithVerdict(async () => {
  loadSettings(resolve(import.meta.dirname, ".."));
  const { values } = parseArgs({
    options: {
      folder: { type: "string", multiple: true, default: [] },
      apply: { type: "boolean", default: false },
    },
  });
  const dryRun = !values.apply;
  const folders = values.folder.map((folder) => folder.replace(/\/*$/, "/"));
  const system = consoleActor();
  try {
    const adopted = await adoptPayloads(system, { folders, dryRun, onDispute: tell });
    const copied = await copyOldFiles(system, { dryRun });
    if (dryRun) console.log("Only counted. --apply does it.");
    return [...report("photos in forms", adopted), ...report("files under old names", copied)];
  } finally {
    await disconnect();
  }
});

/** One line for each file that somebody has to decide about, before the counts. */
function tell({ key, drafts, draftIds }: Dispute): void {
  const more = drafts > draftIds.length ? " …" : "";
  console.log(`disputed: ${key} is named by ${drafts} drafts: ${draftIds.join(", ")}${more}`);
}

/** One line for all, one for each outcome; a sum that does not add up is a failure. */
function report(what: string, { found, ...outcomes }: { found: number }): string[] {
  console.log(`${String(found).padStart(8)}  ${what}`);
  const counts = Object.entries<number>(outcomes);
  for (const [name, count] of counts) {
    const why = WORDS[name] ? `skipped: ${WORDS[name]}` : name;
    console.log(`${String(count).padStart(8)}    ${why}`);
  }
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  return sum === found ? [] : [`${what}: ${found} found, ${sum} accounted for`];
}

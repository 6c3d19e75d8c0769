// Fills the local stack with a demo: a captain, a member of staff, a finished charter and a draft. Run
// by `npm run up` on a new database; harmless to run again. Never a database of somebody's own.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { paintScenes } from "./seed/paint-scenes";
import { writePrivately } from "./stack/secrets.mjs";

const dataDir = process.env.DATA_DIR || ".data";

const stackFile = join(dataDir, "stack.env");
const stack = existsSync(stackFile) ? parseEnv(readFileSync(stackFile, "utf8")) : {};
if (process.env.DATABASE_URL !== stack.DATABASE_URL && process.env.SEED !== "1") {
  console.error(
    "The demo has passwords that everybody knows, so it is only filled into the local stack's database. SEED=1 fills it in all the same.",
  );
  process.exit(1);
}

// Painted first: lib/images shuts the loader for drawings as soon as it is loaded.
const scenes = await paintScenes();
const { fillDemo } = await import("./seed/fill-demo");
const signIns = await fillDemo(scenes);
writePrivately(join(dataDir, "demo-sign-ins.json"), `${JSON.stringify(signIns, null, 2)}\n`);

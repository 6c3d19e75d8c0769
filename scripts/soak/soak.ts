// The whole soak: people at work, faults on, the server stopped with work in its hands and started again, faults
// off, everything judged, a table and a verdict.
import { parseArgs } from "node:util";
import { wordsOf } from "../ops/judge-media";
import { withDatabase } from "../ops/open-database";
import { endWithVerdict } from "../ops/verdict";
import { type Answer, table, violations } from "./diary";
import { judgeSoak } from "./judge-soak";
import {
  ask,
  beginDraft,
  finalize,
  insist,
  makeCharter,
  operate,
  type Person,
  person,
  review,
  upload,
} from "./people";
import { makeWorld, type World } from "./world";

const SHARE = 0.01;
const CAPTAINS = 5;
const STAFF = 2;
/** Whose work the server has in its hands when it is told to end. */
const SURPRISED = 5;
const UPLOADS_EACH = 4;
const END_MS = 10_000;

await endWithVerdict(async () => {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "3" } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 60)) return ["Usage: npm run soak [-- --minutes 3], at most 60"];
  const world = await makeWorld();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.once(signal, () => void world.close().then(() => process.exit(1)));
  try {
    return await soak(world, minutes * 60_000);
  } finally {
    await world.close();
  }
});

async function soak(world: World, ms: number): Promise<string[]> {
  await world.startServer();
  const captains = await several(CAPTAINS, () => person(world, "Soak Captain"));
  const surprised = await several(SURPRISED, () => person(world, "Soak Surprised"));
  const staff = await several(STAFF, () => person(world, "Soak Staff"));
  await withDatabase(world.databaseUrl, (client) =>
    client.query(`UPDATE "User" SET "role" = 'STAFF' WHERE "id" = ANY($1)`, [
      staff.map(({ id }) => id),
    ]),
  );
  world.setShare(SHARE);
  const half = performance.now() + ms / 2;
  const end = half + ms / 2;
  const working = [
    ...captains.map((captain) => until(end, () => makeCharter(captain))),
    ...staff.map((one) => until(end, () => review(one))),
    until(end, () => operate(world)),
  ];
  await until(half, () => new Promise((resume) => setTimeout(resume, 20)));
  const stopped = await stopWithWork(world, surprised);
  await Promise.all(working);
  world.setShare(0);
  return verdict(world, stopped, await judgeSoak(world));
}

function several<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, make));
}

async function until(end: number, work: () => Promise<void>): Promise<void> {
  while (performance.now() < end) await work();
}

/** SIGTERM while uploads and finalizes are under way; then the same drafts again, at the server's next start. */
async function stopWithWork(world: World, people: Person[]) {
  const drafts = await Promise.all(
    people.map(async (captain) => ({
      captain,
      ready: (await beginDraft(captain, 3)) ?? "",
      other: (await beginDraft(captain, 0)) ?? "",
    })),
  );
  const asked = drafts.flatMap(({ captain, ready, other }) => [
    finalize(captain, ready, ask),
    ...Array.from({ length: UPLOADS_EACH }, () => upload(captain, other, ask)),
  ]);
  await begun(
    world,
    drafts.map(({ other }) => other),
  );
  const ms = await world.stopServer();
  const answers = await Promise.all(asked);
  await world.startServer();
  await Promise.all(drafts.map(({ captain, ready }) => finalize(captain, ready, insist)));
  return { ms, answers };
}

/** Resolves when the server has a photo for one of these drafts in its hands. */
async function begun(world: World, drafts: string[]): Promise<void> {
  const sql = `SELECT FROM "CharterMedia" WHERE "draftId" = ANY($1) LIMIT 1`;
  await withDatabase(world.databaseUrl, async (client) => {
    while ((await client.query(sql, [drafts])).rowCount === 0);
  });
}

type Stopped = Awaited<ReturnType<typeof stopWithWork>>;

function verdict(
  world: World,
  { ms, answers }: Stopped,
  judged: Awaited<ReturnType<typeof judgeSoak>>,
): string[] {
  const { text, well } = table();
  const { text: checks, failed } = wordsOf(judged);
  const count = (is: (answer: Answer) => boolean) => answers.filter(is).length;
  const finished = count(({ status }) => status >= 200 && status < 300);
  const refused = count(({ status }) => status >= 400 && status < 600);
  const broken = answers.filter(({ status }) => status === 0);
  const faults = Object.entries(world.faults).map(
    ([part, { asked, failed: made }]) => `${part} ${made} of ${asked}`,
  );
  console.log(`\n${text}\n\nmade to fail: ${faults.join(", ")}`);
  console.log(
    `SIGTERM with ${answers.length} under way: ${finished} finished, ${refused} refused, ${broken.length} without an answer; ended after ${(ms / 1000).toFixed(1)} s\n\n${checks}`,
  );
  return [
    ...failed,
    ...violations,
    ...(well === 0 ? ["nothing was ever well"] : []),
    ...(ms >= END_MS ? ["the server did not end within 10 s"] : []),
    ...broken.map(({ body }) => `work under way at SIGTERM got no answer: ${body}`),
  ];
}

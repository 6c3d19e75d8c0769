// The whole soak: people at work, faults on, the server stopped with work in its hands and started again, faults
// off, everything judged, a table and a verdict.
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { wordsOf } from "../ops/judge-media";
import { withDatabase } from "../ops/open-database";
import { endWithVerdict } from "../ops/verdict";
import { type Answer, neverWell, promised, table, timesWell, violations } from "./diary";
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
import { type Run, reasonsToFail } from "./reasons";
import { makeWorld, type World } from "./world";

const SHARE = 0.01;
const CAPTAINS = 5;
const STAFF = 2;
/** Whose work the server has in its hands when it is told to end. */
const SURPRISED = 5;
const UPLOADS_EACH = 4;
/** For this much longer everybody goes on when something was not well yet, or has not failed yet. */
const LONGER_MS = 120_000;
/** For how long uploads may take to begin. */
const BEGIN_MS = 30_000;
/** What start, stop and judgement may take beside the work itself. */
const BESIDE_MS = 600_000;

await endWithVerdict(async () => {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "3" } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 60)) return ["Usage: npm run soak [-- --minutes 3], at most 60"];
  const world = await makeWorld();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.once(signal, () => void world.close().then(() => process.exit(1)));
  const late = new AbortController();
  const deadline = minutes * 60_000 + LONGER_MS + BESIDE_MS;
  try {
    return await Promise.race([
      soak(world, minutes * 60_000),
      delay(deadline, ["it did not come to an end"], { signal: late.signal }),
    ]);
  } finally {
    late.abort();
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
  const end = performance.now() + ms;
  let stopped: Stopped | undefined;
  const run = (): Run => ({
    neverWell: neverWell(),
    charters: promised.charters.size,
    faults: world.faults,
    stop: stopped ?? { ms: 0, exitCode: null, underWay: [] },
    well: {
      before: stopped?.wellBefore ?? 0,
      after: stopped ? timesWell() - stopped.wellThen : 0,
    },
    violations,
  });
  const isOver = () => {
    const now = performance.now();
    return now >= end && (reasonsToFail(run()).length === 0 || now >= end + LONGER_MS);
  };
  const working = [
    ...captains.map((captain) => until(isOver, () => makeCharter(captain))),
    ...staff.map((one) => until(isOver, () => review(one))),
    until(isOver, () => operate(world)),
  ];
  await delay(ms / 2);
  stopped = await stopWithWork(world, surprised);
  await Promise.all(working);
  world.setShare(0);
  const { text, failed } = wordsOf(await judgeSoak(world));
  tell(run(), world, text);
  return [...failed, ...reasonsToFail(run())];
}

function several<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, make));
}

async function until(isOver: () => boolean, work: () => Promise<void>): Promise<void> {
  while (!isOver()) await work();
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
  const answered = new Set<Promise<Answer>>();
  const asked = drafts.flatMap(({ captain, ready, other }) => [
    finalize(captain, ready, ask),
    ...Array.from({ length: UPLOADS_EACH }, () => upload(captain, other, ask)),
  ]);
  for (const one of asked) void one.then(() => answered.add(one));
  await begun(
    world,
    drafts.map(({ other }) => other),
  );
  const underWay = asked.filter((one) => !answered.has(one));
  const wellBefore = timesWell();
  const ended = await world.stopServer();
  const answers = await Promise.all(underWay);
  const wellThen = timesWell();
  await world.startServer();
  await Promise.all(drafts.map(({ captain, ready }) => finalize(captain, ready, insist)));
  return { ...ended, underWay: answers, wellBefore, wellThen };
}
type Stopped = Awaited<ReturnType<typeof stopWithWork>>;

/** Resolves when the server has a photo for one of these drafts in its hands, or after half a minute. */
async function begun(world: World, drafts: string[]): Promise<void> {
  const sql = `SELECT FROM "CharterMedia" WHERE "draftId" = ANY($1) LIMIT 1`;
  const deadline = performance.now() + BEGIN_MS;
  await withDatabase(world.databaseUrl, async (client) => {
    while (performance.now() < deadline && (await client.query(sql, [drafts])).rowCount === 0);
  });
}

function tell({ stop }: Run, world: World, checks: string): void {
  const count = (is: (status: number) => boolean) =>
    stop.underWay.filter(({ status }) => is(status)).length;
  const finished = count((status) => status >= 200 && status < 300);
  const refused = count((status) => status >= 300);
  const faults = Object.entries(world.faults).map(
    ([part, { asked, failed }]) => `${part} ${failed} of ${asked}`,
  );
  console.log(`\n${table()}\n\nmade to fail: ${faults.join(", ")}`);
  console.log(
    `SIGTERM with ${stop.underWay.length} under way: ${finished} finished, ${refused} refused, ${count((status) => status === 0)} without an answer; ended after ${(stop.ms / 1000).toFixed(1)} s\n\n${checks}`,
  );
}

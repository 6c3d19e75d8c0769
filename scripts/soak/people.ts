// Who works at the product during the soak: they ask at its doors as browsers do, insist as browsers do, and
// write down what they were promised.
import { setTimeout as delay } from "node:timers/promises";
import sharp from "sharp";
import { type Account, signUp } from "../bench/accounts";
import { unlike } from "../bench/unlike";
import { FINISHED_CHARTER } from "../seed/demo-charters";
import { type Answer, type Kind, note, noteCharter, promised } from "./diary";
import type { World } from "./world";

const PHOTOS = 4;
const PATIENCE_MS = 20_000;
const PAUSE_MS = 200;
const TRIES = 60;

/** Somebody who is signed in. */
export interface Person extends Account {
  world: World;
}

interface Asking {
  body?: unknown;
  headers?: Record<string, string>;
}

export async function person(world: World, name: string): Promise<Person> {
  return { world, ...(await signUp(world.url, name)) };
}

/** One request as this person's browser would send it; after a lost one it rests a little. */
export async function ask(
  { world, cookie }: Pick<Person, "world" | "cookie">,
  what: Kind,
  path: string,
  { body, headers = {} }: Asking = {},
): Promise<Answer> {
  await world.whenUp();
  const isForm = body instanceof FormData;
  const startedAt = performance.now();
  const answer = await fetch(world.url + path, {
    method: what.split(" ")[0] ?? "GET",
    headers: {
      cookie,
      origin: world.url,
      ...(body !== undefined && !isForm && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
    .then(async (response): Promise<Answer> => {
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      return { status: response.status, body: isJson ? JSON.parse(text) : undefined };
    })
    .catch(
      (error: unknown): Answer => ({ status: 0, body: String((error as Error).cause ?? error) }),
    );
  note(what, answer, performance.now() - startedAt);
  if (answer.status === 0) await delay(PAUSE_MS);
  return answer;
}

/** Asks the same until it is answered yes or no. */
export async function insist(...given: Parameters<typeof ask>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(...given);
    const isSaid = answer.status !== 0 && answer.status < 500;
    if (isSaid || attempt === TRIES) return answer;
    await delay(PAUSE_MS);
  }
}

const isWell = ({ status }: Answer) => status >= 200 && status < 300;

/** A captain's way from an empty draft to a charter, with second thoughts. */
export async function makeCharter(captain: Person): Promise<void> {
  const draftId = await beginDraft(captain, PHOTOS);
  if (!draftId) return;
  const { body } = await insist(
    captain,
    "GET /api/captain/photos",
    `/api/captain/photos?draftId=${draftId}`,
  );
  const ids: string[] = body.photos?.map(({ id }: { id: string }) => id) ?? [];
  const [first, second] = ids;
  if (first) await writeCaption(captain, first);
  if (second) await removeAndRestore(captain, second);
  const order = { body: { mediaIds: ids.toReversed() } };
  await insist(
    captain,
    "PUT /api/charter-drafts/[id]/media-order",
    `/api/charter-drafts/${draftId}/media-order`,
    order,
  );
  // As an impatient captain would.
  await Promise.all([finalize(captain, draftId, insist), finalize(captain, draftId, insist)]);
}

/** A draft with this many photos; its id. */
export async function beginDraft(captain: Person, photos: number): Promise<string | undefined> {
  const given = { body: { data: FINISHED_CHARTER } };
  const begun = await insist(captain, "POST /api/charter-drafts", "/api/charter-drafts", given);
  const draftId: string | undefined = begun.body?.draft?.id;
  for (let n = 0; draftId && n < photos; n++) await upload(captain, draftId, insist);
  return draftId;
}

const picture = sharp({
  create: {
    width: 1000,
    height: 750,
    channels: 3,
    background: "#246",
    noise: { type: "gaussian", mean: 110, sigma: 40 },
  },
})
  .jpeg()
  .toBuffer();

export async function upload(captain: Person, draftId: string, how: typeof ask): Promise<Answer> {
  const body = new FormData();
  body.set("draftId", draftId);
  body.set("file", new Blob([new Uint8Array(unlike(await picture))]), "photo.jpg");
  const headers = { "idempotency-key": crypto.randomUUID() };
  const answer = await how(captain, "POST /api/media/photo", "/api/media/photo", { body, headers });
  if (isWell(answer)) promised.photos.set(answer.body.charterMediaId, { trashed: false });
  return answer;
}

export async function finalize(captain: Person, draftId: string, how: typeof ask): Promise<Answer> {
  const path = `/api/charter-drafts/${draftId}/finalize`;
  const answer = await how(captain, "POST /api/charter-drafts/[id]/finalize", path);
  if (isWell(answer)) noteCharter(draftId, answer.body);
  return answer;
}

async function writeCaption(captain: Person, id: string): Promise<void> {
  const known = promised.photos.get(id);
  if (!known) return;
  const caption = `Caption ${crypto.randomUUID()}`;
  const given = { body: { caption } };
  const answer = await insist(captain, "PATCH /api/media/[mediaId]", `/api/media/${id}`, given);
  known.caption = isWell(answer) ? caption : undefined;
}

async function removeAndRestore(captain: Person, id: string): Promise<void> {
  const known = promised.photos.get(id);
  if (!known) return;
  const removed = await insist(captain, "DELETE /api/media/[mediaId]", `/api/media/${id}`);
  known.trashed = isWell(removed) ? true : undefined;
  const path = `/api/media/${id}/restore`;
  const restored = await insist(captain, "POST /api/media/[mediaId]/restore", path);
  known.trashed = isWell(restored) ? false : undefined;
}

/** What a member of staff looks at, and the review of a few. */
export async function review(staff: Person): Promise<void> {
  for (const state of ["pending", "linked", "trash"]) {
    const path = `/api/staff/media?state=${state}&limit=20`;
    const { body } = await ask(staff, "GET /api/staff/media", path);
    const mediaIds = body?.items?.slice(0, 3).map(({ id }: { id: string }) => id) ?? [];
    if (state !== "linked" || mediaIds.length === 0) continue;
    const given = { body: { action: "review", mediaIds, reason: "Looks fine." } };
    await ask(staff, "POST /api/staff/media/actions", "/api/staff/media/actions", given);
  }
  await ask(staff, "GET /api/staff/drafts", "/api/staff/drafts");
  await ask(staff, "GET /staff/media", "/staff/media");
}

/** What the platform's scheduler and monitor ask. */
export async function operate(world: World): Promise<void> {
  const nobody = { world, cookie: "" };
  const headers = { authorization: `Bearer ${world.cronSecret}` };
  for (const job of ["cleanup", "reconcile", "metrics", "staff-jobs"] as const)
    await ask(nobody, `GET /api/cron/${job}`, `/api/cron/${job}`, { headers });
  // Says fail, by 503, exactly while something is made to fail.
  await ask(nobody, "GET /api/health", "/api/health");
}

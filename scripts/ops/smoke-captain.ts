// A marked captain who uploads three photos, finalizes an empty body into a charter, and is taken away
// again with everything they made. Through the front door in, through the database out.
import { createHmac } from "node:crypto";
import sharp from "sharp";
import { inTransaction, type Tx } from "@/lib/db/client";
import { eraseMedia } from "@/lib/domain/media/erase-media";
import { env } from "@/lib/env";
import { FINISHED_CHARTER } from "../seed/demo-charters";

/** Nobody can get mail there, and anybody may sign up with it: see {@link markOf}. */
const DOMAIN = "deploy-check.invalid";
const PHOTOS = 3;
const PASSWORD = "deploy-check-of-one-minute";

/**
 * Does what a captain does, on the deployment itself.
 *
 * @returns what was seen, in a few words
 * @throws Error that says which step failed, after tidying up
 */
export async function smoke(url: string): Promise<string> {
  const name = crypto.randomUUID().slice(0, 13);
  const email = `${name}.${markOf(name)}@${DOMAIN}`;
  const startedAt = performance.now();
  try {
    const ask = await signUp(url, email);
    const { draft } = await ask("POST", "/api/charter-drafts", { data: FINISHED_CHARTER }, 201);
    for (let n = 0; n < PHOTOS; n++) {
      const { media } = await ask("POST", "/api/media/photo", await photoForm(draft.id, n), 201);
      const picture = await fetch(media.url);
      if (!picture.ok) throw new Error(`the store answered ${picture.status} for a photo`);
    }
    const finalize = () => ask("POST", `/api/charter-drafts/${draft.id}/finalize`, undefined, 200);
    const made = await finalize();
    if (made.photos !== PHOTOS) throw new Error(`finalize linked ${made.photos} photos`);
    const again = await finalize();
    if (!again.replayed || again.charterId !== made.charterId)
      throw new Error("finalize again made something else");
    const page = await fetch(`${url}/charters/${made.charterId}`);
    if (!page.ok) throw new Error(`the charter's page answered ${page.status}`);
  } finally {
    await removeSmokeCaptains();
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return `${PHOTOS} photos stored, linked and served, finalized once, tidied up, in ${seconds} s`;
}

/** What only who knows the deployment's secret can put into an address, so that no stranger is taken for a check. */
function markOf(name: string): string {
  const { BETTER_AUTH_SECRET } = env("auth");
  return createHmac("sha256", BETTER_AUTH_SECRET)
    .update(`${name}@${DOMAIN}`)
    .digest("hex")
    .slice(0, 32);
}

async function markedIds(tx: Tx): Promise<string[]> {
  const users = await tx.user.findMany({ where: { email: { endsWith: `@${DOMAIN}` } } });
  const isMarked = (email: string) => {
    const [name = "", mark] = email.split("@")[0]?.split(".") ?? [];
    return mark === markOf(name);
  };
  return users.filter(({ email }) => isMarked(email)).map(({ id }) => id);
}

/** Removes every marked captain, those of runs that broke off included. Their audit rows stay, as all do. */
async function removeSmokeCaptains(): Promise<void> {
  const rows = await inTransaction(async (tx) => {
    const userId = { in: await markedIds(tx) };
    const profiles = await tx.captainProfile.findMany({ where: { userId } });
    const captainId = { in: profiles.map(({ id }) => id) };
    await tx.charterDraft.updateMany({
      where: { userId },
      data: { status: "ABANDONED", charterId: null },
    });
    await tx.charterMedia.updateMany({
      where: { captainId },
      data: { status: "DELETING", charterId: null, draftId: null, dedupeKey: null, isCover: false },
    });
    await tx.charter.deleteMany({ where: { captainId } });
    await tx.charterDraft.deleteMany({ where: { userId } });
    return tx.charterMedia.findMany({ where: { captainId } });
  });
  await eraseMedia(rows);
  await inTransaction(async (tx) => {
    const ids = { in: await markedIds(tx) };
    await tx.captainProfile.deleteMany({ where: { userId: ids } });
    await tx.user.deleteMany({ where: { id: ids } });
  });
}

/** Signs up, and keeps the session for what is asked after it. */
async function signUp(url: string, email: string) {
  let cookie = "";
  const ask = async (method: string, path: string, body: unknown, expected: number) => {
    const isForm = body instanceof FormData;
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        origin: new URL(url).origin,
        ...(cookie && { cookie }),
        ...(body !== undefined && !isForm && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    cookie ||= response.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    // Read by field and shown in full when it is not what was expected.
    // biome-ignore lint/suspicious/noExplicitAny: the answers of several addresses
    const answer: any = await response.json();
    if (response.status !== expected)
      throw new Error(`${method} ${path} answered ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const account = { name: "Deployment check", email, password: PASSWORD };
  await ask("POST", "/api/auth/sign-up/email", account, 200);
  return ask;
}

async function photoForm(draftId: string, n: number): Promise<FormData> {
  const noise = { type: "gaussian", mean: 100 + 20 * n, sigma: 40 } as const;
  const picture = sharp({
    create: { width: 1200, height: 800, channels: 3, noise, background: "#000" },
  });
  const form = new FormData();
  form.set("draftId", draftId);
  form.set("file", new Blob([new Uint8Array(await picture.jpeg().toBuffer())]), `check-${n}.jpg`);
  return form;
}

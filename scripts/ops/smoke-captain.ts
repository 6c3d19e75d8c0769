// A marked captain who uploads three photos, finalizes an empty body into a charter, and is taken away
// again with everything they made. Through the front door in, through the database out.
import sharp from "sharp";
import { inTransaction } from "@/lib/db/client";
import { eraseMedia } from "@/lib/domain/media/erase-media";
import { FINISHED_CHARTER } from "../seed/demo-charters";

/** By which such captains are known; nobody can get mail at this domain. */
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
  const email = `${crypto.randomUUID()}@${DOMAIN}`;
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

/** Removes every marked captain, those of runs that broke off included. Their audit rows stay, as all do. */
async function removeSmokeCaptains(): Promise<void> {
  const rows = await inTransaction(async (tx) => {
    const users = await tx.user.findMany({ where: { email: { endsWith: `@${DOMAIN}` } } });
    const userId = { in: users.map(({ id }) => id) };
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
    const user = { email: { endsWith: `@${DOMAIN}` } };
    await tx.captainProfile.deleteMany({ where: { user } });
    await tx.user.deleteMany({ where: user });
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

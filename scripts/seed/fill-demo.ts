// The demo itself, made through the product's own doors and use cases, as its users would make it.
import { createHash } from "node:crypto";
import { askAuth } from "@/lib/auth/ask-auth";
import { disconnect } from "@/lib/db/client";
import { saveProfile } from "@/lib/domain/account/save-profile";
import { setRole } from "@/lib/domain/account/set-role";
import type { Captain } from "@/lib/domain/actor";
import { createDraft } from "@/lib/domain/draft/create-draft";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { listDrafts } from "@/lib/domain/draft/list-drafts";
import { saveDraft } from "@/lib/domain/draft/save-draft";
import type { DraftView } from "@/lib/domain/draft/schema";
import { editMedia } from "@/lib/domain/media/edit-media";
import { uploadPhoto } from "@/lib/domain/media/upload-photo";
import { AppError } from "@/lib/errors/app-error";
import { authenticate, consoleActor } from "@/lib/http/authenticate";
import { FINISHED_CHARTER, PROFILE, UNFINISHED_CHARTER } from "./demo-charters";
import type { Scene } from "./paint-scenes";

/** How somebody signs in to the demo. */
export interface SignIn {
  role: "CAPTAIN" | "STAFF" | "ADMIN";
  email: string;
  password: string;
}

const CAPTAIN = {
  role: "CAPTAIN",
  name: PROFILE.displayName,
  email: "captain@demo.example",
  password: "sea-wolf-at-dawn",
} as const;
const STAFF = {
  role: "STAFF",
  name: "Mei Ling",
  email: "staff@demo.example",
  password: "desk-with-a-view",
} as const;
const ADMIN = {
  role: "ADMIN",
  name: "Ravi Menon",
  email: "admin@demo.example",
  password: "keys-to-the-harbour",
} as const;

/** The first of the scenes go to the finished charter, the others wait in the draft. */
const FINISHED_PHOTOS = 5;

/**
 * Makes whatever of the demo is not there yet.
 *
 * @returns how to sign in
 * @throws Error when one of its accounts exists with another password
 */
export async function fillDemo(scenes: readonly Scene[]): Promise<SignIn[]> {
  try {
    for (const { role, ...account } of [STAFF, ADMIN]) {
      await signedIn(account);
      await setRole(consoleActor(), account.email, role);
    }
    const captain = await authenticate("captain", await signedIn(CAPTAIN), crypto.randomUUID());
    await saveProfile(captain, PROFILE);

    const drafts = await listDrafts(captain);
    if (!drafts.some(({ status }) => status === "SUBMITTED")) {
      const draft = await openDraft(captain, drafts, FINISHED_CHARTER, 5);
      await upload(captain, draft, scenes.slice(0, FINISHED_PHOTOS));
      await finalizeDraft(captain, draft.id);
    }
    const unfinished = await openDraft(captain, drafts, UNFINISHED_CHARTER, 3);
    await upload(captain, unfinished, scenes.slice(FINISHED_PHOTOS));
    return [CAPTAIN, STAFF, ADMIN].map(({ role, email, password }) => ({ role, email, password }));
  } finally {
    await disconnect();
  }
}

/** Signs in, and up before that when there is no such account; the headers of a browser that did. */
async function signedIn({
  name,
  email,
  password,
}: {
  name: string;
  email: string;
  password: string;
}) {
  const answer = await ask("/sign-in/email", { email, password }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "invalid_credentials")
      return ask("/sign-up/email", { name, email, password });
    throw error;
  });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return new Headers({ cookie: cookies.join("; ") });
}

function ask(path: string, body: object): Promise<Response> {
  const url = process.env.BETTER_AUTH_URL ?? "http://localhost:3000";
  const headers = { origin: url, "content-type": "application/json" };
  return askAuth(new Request(new URL(path, url), { method: "POST", headers }), path, body);
}

/** The captain's draft of that name, made when there is none. */
async function openDraft(
  captain: Captain,
  drafts: readonly DraftView[],
  data: typeof UNFINISHED_CHARTER,
  currentStep: number,
): Promise<DraftView> {
  const same = drafts.find(
    (draft) => draft.status === "DRAFT" && draft.data.charterName === data.charterName,
  );
  if (same) return same;
  const { id, version } = await createDraft(captain, data);
  return saveDraft(captain, id, { dataPartial: {}, clientVersion: version, currentStep });
}

/** One by one, so that they keep their order. A photo that is there already is not stored again. */
async function upload(captain: Captain, { id }: DraftView, scenes: readonly Scene[]) {
  for (const { jpeg, caption, shows } of scenes) {
    const { charterMediaId } = await uploadPhoto(captain, {
      bytes: jpeg,
      sha256: createHash("sha256").update(jpeg).digest("hex"),
      fields: { draftId: id },
      signal: new AbortController().signal,
    });
    await editMedia(captain, charterMediaId, { caption, altText: caption, shows });
  }
}

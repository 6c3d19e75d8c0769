// Every address of the API, as the contract sees it: who may pass, a request that is right in all
// respects, and which ids in it name somebody's objects. A route file that is not here fails a test.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { PASSWORD } from "../../support/accounts";
import { type Answer, type Call, call } from "../../support/http";
import { aJpeg, sendForm } from "../../support/photos";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** Ids that a request can carry, by what they name. */
export interface Ids {
  draft: string;
  charter: string;
  /** A pending photo of the draft. */
  photo: string;
  trashed: string;
  /** A video of the draft that failed. */
  video: string;
  /** SHA-256 of a file that was uploaded. */
  file: string;
}

export interface Door {
  /** Who passes: anybody, any signed-in user, staff, administrators, or the holder of CRON_SECRET. */
  as: "anyone" | "captain" | "staff" | "admin" | "system";
  /** What a right request is answered with. */
  status: number;
  request?: (ids: Ids & { email: string }) => Call & { form?: Record<string, string> };
  /** For each id in the request, what one of an absent object is answered with. */
  absent?: Partial<Record<keyof Ids, number>>;
}

const nowhere: Door = { as: "anyone", status: 404 };
const credentials = (email: string) => ({ email, password: PASSWORD });

export const DOORS: Record<string, Door> = {
  ...Object.fromEntries(METHODS.map((method) => [`${method} /api/[[...path]]`, nowhere])),

  "POST /api/auth/sign-up/email": {
    as: "anyone",
    status: 200,
    request: ({ email }) => ({ body: { name: "Bo Tuna", ...credentials(`new-${email}`) } }),
  },
  "POST /api/auth/sign-in/email": {
    as: "anyone",
    status: 200,
    request: ({ email }) => ({ body: credentials(email) }),
  },
  "POST /api/auth/sign-out": { as: "anyone", status: 200 },
  "GET /api/auth/get-session": { as: "anyone", status: 200 },
  "POST /api/auth/change-password": {
    as: "captain",
    status: 200,
    request: () => ({ body: { currentPassword: PASSWORD, newPassword: "another one 8" } }),
  },
  // Of a link that was never issued.
  "POST /api/auth/reset-password": {
    as: "anyone",
    status: 400,
    request: () => ({ body: { token: "never-issued", newPassword: "another one 8" } }),
  },
  // Google is not set up here.
  "POST /api/auth/sign-in/social": {
    as: "anyone",
    status: 404,
    request: () => ({ body: { provider: "google" } }),
  },
  "GET /api/auth/callback/google": nowhere,

  "GET /api/captain/profile": { as: "captain", status: 200 },
  "PUT /api/captain/profile": {
    as: "captain",
    status: 200,
    request: () => ({ body: { displayName: "Captain Bo" } }),
  },
  "POST /api/captain/avatar": { as: "captain", status: 201, request: () => ({ form: {} }) },
  "DELETE /api/captain/avatar": { as: "captain", status: 200 },

  "POST /api/media/photo": {
    as: "captain",
    status: 201,
    request: ({ draft, charter }) => ({ form: { draftId: draft, charterId: charter } }),
    absent: { draft: 404, charter: 404 },
  },
  "DELETE /api/media/photo": {
    as: "captain",
    status: 200,
    request: () => ({ headers: { "idempotency-key": "an-upload-that-was-stopped" } }),
  },
  "POST /api/media/known": {
    as: "captain",
    status: 200,
    request: ({ file }) => ({ body: { sha256: [file] } }),
    absent: { file: 200 },
  },
  "GET /api/captain/photos": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({ path: `/api/captain/photos?draftId=${encodeURIComponent(draft)}` }),
    absent: { draft: 404 },
  },
  // To who accepts no stream; the stream itself is tested beside what it tells.
  "GET /api/captain/photos/events": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({
      path: `/api/captain/photos/events?draftId=${encodeURIComponent(draft)}`,
    }),
    absent: { draft: 404 },
  },
  "GET /api/captain/library": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({ path: `/api/captain/library?usedIn=${encodeURIComponent(draft)}` }),
    absent: { draft: 200 },
  },
  "DELETE /api/captain/trash": { as: "captain", status: 200 },
  "PATCH /api/media/[mediaId]": {
    as: "captain",
    status: 200,
    request: ({ photo, draft }) => ({
      params: { mediaId: photo },
      body: { caption: "At the jetty", draftId: draft },
    }),
    absent: { photo: 404, draft: 404 },
  },
  "DELETE /api/media/[mediaId]": {
    as: "captain",
    status: 200,
    request: ({ photo }) => ({ params: { mediaId: photo } }),
    absent: { photo: 404 },
  },
  "POST /api/media/[mediaId]/restore": {
    as: "captain",
    status: 200,
    request: ({ trashed }) => ({ params: { mediaId: trashed } }),
    absent: { trashed: 404 },
  },
  "PUT /api/charter-drafts/[id]/media-order": {
    as: "captain",
    status: 200,
    request: ({ draft, photo }) => ({ params: { id: draft }, body: { mediaIds: [photo] } }),
    absent: { draft: 404, photo: 400 },
  },
  "POST /api/charter-drafts/[id]/photos": {
    as: "captain",
    status: 200,
    request: ({ draft, photo, trashed }) => ({
      params: { id: draft },
      body: { mediaIds: [photo, trashed] },
    }),
    absent: { draft: 404, photo: 404, trashed: 404 },
  },

  "POST /api/media/video": {
    as: "captain",
    status: 201,
    request: ({ draft }) => ({
      body: {
        fileName: "strike.mp4",
        contentType: "video/mp4",
        sizeBytes: 1_000_000,
        durationSec: 40,
        width: 1280,
        height: 720,
        trimStartSec: 4,
        trimEndSec: 16,
        draftId: draft,
      },
    }),
    absent: { draft: 404 },
  },
  ...Object.fromEntries(
    ["POST complete", "POST token", "POST retry"].map((door): [string, Door] => [
      door.replace(" ", " /api/media/video/[videoId]/"),
      {
        as: "captain",
        status: 200,
        request: ({ video }) => ({ params: { videoId: video } }),
        absent: { video: 404 },
      },
    ]),
  ),
  "PUT /api/media/video/[videoId]/poster": {
    as: "captain",
    status: 200,
    request: ({ video }) => ({ params: { videoId: video }, form: {} }),
    absent: { video: 404 },
  },
  "DELETE /api/media/video/[videoId]": {
    as: "captain",
    status: 200,
    request: ({ video }) => ({ params: { videoId: video } }),
    absent: { video: 404 },
  },
  // Not signed by the store.
  "POST /api/media/video/callback": {
    as: "anyone",
    status: 401,
    request: () => ({
      body: { type: "blob.upload-completed", payload: { blob: {}, tokenPayload: "absent" } },
    }),
  },
  "GET /api/captain/videos": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({ path: `/api/captain/videos?draftId=${encodeURIComponent(draft)}` }),
    absent: { draft: 404 },
  },

  "GET /api/charter-drafts": { as: "captain", status: 200 },
  "POST /api/charter-drafts": { as: "captain", status: 201, request: () => ({ body: {} }) },
  "GET /api/charter-drafts/[id]": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({ params: { id: draft } }),
    absent: { draft: 404 },
  },
  "PATCH /api/charter-drafts/[id]": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({
      params: { id: draft },
      body: { dataPartial: { city: "Kuah" }, clientVersion: 1 },
    }),
    absent: { draft: 404 },
  },
  "DELETE /api/charter-drafts/[id]": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({ params: { id: draft } }),
    absent: { draft: 404 },
  },
  "GET /api/charter-drafts/[id]/review": {
    as: "captain",
    status: 200,
    request: ({ draft }) => ({ params: { id: draft } }),
    absent: { draft: 404 },
  },
  // With its one photo the draft is not complete.
  "POST /api/charter-drafts/[id]/finalize": {
    as: "captain",
    status: 400,
    request: ({ draft }) => ({ params: { id: draft } }),
    absent: { draft: 404 },
  },
  "POST /api/charter-drafts/from-charter/[charterId]": {
    as: "captain",
    status: 201,
    request: ({ charter }) => ({ params: { charterId: charter } }),
    absent: { charter: 404 },
  },

  "GET /api/staff/media": { as: "staff", status: 200 },
  "GET /api/staff/media/[mediaId]": {
    as: "staff",
    status: 200,
    request: ({ photo }) => ({ params: { mediaId: photo } }),
  },
  "POST /api/staff/media/actions": {
    as: "staff",
    status: 200,
    request: ({ photo, trashed }) => ({
      body: { action: "reject", mediaIds: [photo, trashed], reason: "Too dark" },
    }),
  },
  "GET /api/staff/media/matching": { as: "staff", status: 200 },
  "POST /api/staff/media/jobs": {
    as: "staff",
    status: 201,
    request: () => ({
      body: { action: "reject", filter: { state: "pending" }, reason: "Too dark" },
    }),
  },
  // Theirs alone are there to be found; these are of nobody.
  ...Object.fromEntries(
    ["POST jobs/[id]/run", "POST jobs/[id]/cancel", "DELETE jobs/[id]", "DELETE views/[id]"].map(
      (door): [string, Door] => [
        door.replace(" ", " /api/staff/media/"),
        { as: "staff", status: 404, request: () => ({ params: { id: "absent" } }) },
      ],
    ),
  ),
  "POST /api/staff/media/views": {
    as: "staff",
    status: 201,
    request: () => ({ body: { name: "Dark ones", view: { state: "pending" } } }),
  },
  "PATCH /api/staff/media/views/[id]": {
    as: "staff",
    status: 404,
    request: () => ({ params: { id: "absent" }, body: { name: "Too dark" } }),
  },
  "GET /api/staff/captains": {
    as: "staff",
    status: 200,
    request: ({ email }) => ({ path: `/api/staff/captains?q=${encodeURIComponent(email)}` }),
  },
  "GET /api/staff/audit": { as: "staff", status: 200 },
  "GET /api/staff/drafts": { as: "staff", status: 200 },
  "GET /api/staff/drafts/[id]": {
    as: "staff",
    status: 200,
    request: ({ draft }) => ({ params: { id: draft } }),
  },
  // With its one photo the draft is not complete.
  "POST /api/staff/drafts/[id]/finalize": {
    as: "staff",
    status: 400,
    request: ({ draft }) => ({ params: { id: draft }, body: { reason: "Asked by phone" } }),
  },
  "POST /api/staff/drafts/[id]/abandon": {
    as: "staff",
    status: 200,
    request: ({ draft }) => ({ params: { id: draft }, body: { reason: "Given up" } }),
  },
  // It is open.
  "POST /api/staff/drafts/[id]/restore": {
    as: "staff",
    status: 400,
    request: ({ draft }) => ({ params: { id: draft }, body: { reason: "Wanted back" } }),
  },
  "POST /api/staff/confirm-password": {
    as: "staff",
    status: 200,
    request: () => ({ body: { password: PASSWORD } }),
  },

  "POST /api/problems": {
    as: "captain",
    status: 201,
    request: ({ email }) => ({
      headers: {
        "idempotency-key": `report-of-${email.replace(/[^a-z0-9-]/gi, "-")}`.slice(0, 60),
      },
      body: { words: "The photo stays grey.", page: "/captain/media" },
    }),
  },
  "GET /api/staff/problems": { as: "staff", status: 200 },
  // Of a report that is not there.
  "POST /api/staff/problems/[id]/close": {
    as: "staff",
    status: 404,
    request: () => ({ params: { id: "absent" }, body: { reason: "Answered by phone" } }),
  },

  "GET /api/staff/videos": { as: "staff", status: 200 },
  // Of a video that is not there.
  "POST /api/staff/videos/[videoId]/retry": {
    as: "staff",
    status: 404,
    request: () => ({ params: { videoId: "absent" }, body: { reason: "Asked by phone" } }),
  },
  "POST /api/staff/videos/[videoId]/cancel": {
    as: "staff",
    status: 404,
    request: () => ({ params: { videoId: "absent" }, body: { reason: "Asked by phone" } }),
  },

  "GET /api/staff/integrity": { as: "staff", status: 200 },
  ...Object.fromEntries(
    ["start", "run", "cancel"].map((what): [string, Door] => [
      `POST /api/staff/integrity/${what}`,
      { as: "staff", status: 200 },
    ]),
  ),
  // Of a finding that is not there.
  "POST /api/staff/integrity/fix": {
    as: "staff",
    status: 200,
    request: () => ({ body: { kind: "link", ids: ["absent"], reason: "Asked by phone" } }),
  },

  "GET /api/staff/people": { as: "admin", status: 200 },
  // Of an account that is not there.
  "POST /api/staff/people/[id]/role": {
    as: "admin",
    status: 404,
    request: () => ({
      params: { id: "absent" },
      body: { role: "STAFF", from: "CAPTAIN", reason: "Joins the desk" },
    }),
  },
  ...Object.fromEntries(
    ["suspend", "unsuspend"].map((what): [string, Door] => [
      `POST /api/staff/people/[id]/${what}`,
      {
        as: "admin",
        status: 404,
        request: () => ({ params: { id: "absent" }, body: { reason: "Asked by phone" } }),
      },
    ]),
  ),

  "GET /api/health": { as: "anyone", status: 200 },
  "GET /api/cron/cleanup": { as: "system", status: 200 },
  "GET /api/cron/reconcile": { as: "system", status: 200 },
  "GET /api/cron/staff-jobs": { as: "system", status: 200 },
  "GET /api/cron/metrics": { as: "system", status: 200 },
};

type Handler = Parameters<typeof call>[0];

const ROOT = resolve("app/api");

/** The addresses of all route files, as in `/api/media/[mediaId]`. */
export const ADDRESSES: string[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => `/api/${file.replace(/\/?route\.ts$/, "")}`.replace(/\/$/, ""))
  .sort();

/** What the route file of this address exports. */
export async function loadRoute(address: string): Promise<Record<string, Handler>> {
  return import(resolve(ROOT, `.${address.slice("/api".length)}`, "route.ts"));
}

/** Sends a door its right request, with some of it replaced; `change` rewrites the JSON or the form's fields. */
export async function knock(
  name: string,
  ids: Ids & { email: string },
  given: Pick<Call, "cookie" | "headers"> & { change?: (body: object) => object } = {},
): Promise<Omit<Answer, "cookie">> {
  const [method = "", address = ""] = name.split(" ");
  const { change = (body: object) => body, ...rest } = given;
  const { form, body, ...request } = DOORS[name]?.request?.(ids) ?? {};
  const handler = (await loadRoute(address))[method];
  if (!handler) throw new Error(`${name} has no handler`);
  if (form) {
    const fields = change(form) as Record<string, string>;
    const how = { params: request.params ?? {}, ...(method === "PUT" && ({ method } as const)) };
    return sendForm(handler, { ...rest, ...how, bytes: await aJpeg(), fields });
  }
  return call(handler, {
    method: method as Method,
    ...request,
    ...rest,
    ...(body !== undefined && { body: change(body as object) }),
  });
}

// Everything the browser asks of our API, typed, and the only fetch. Photos travel by send-photo.ts,
// because fetch has no upload progress. Every function throws an AppError and nothing else.
import type {
  AccountView,
  ChangePasswordInput,
  GoogleSignInInput,
  ProfileView,
  ResetPasswordInput,
  Role,
  SaveProfileInput,
  SignInInput,
  SignUpInput,
} from "@/lib/domain/account/schema";
import type {
  DraftPatch,
  DraftReview,
  DraftView,
  FinalizeResult,
  SaveDraftInput,
} from "@/lib/domain/draft/schema";
import type { ChecksView, FixInput, FixResult } from "@/lib/domain/integrity/schema";
import type { LibraryPage } from "@/lib/domain/library/schema";
import type {
  KnownPhoto,
  MatchingMedia,
  MediaPatch,
  MediaView,
  PhotoNews,
} from "@/lib/domain/media/schema";
import type { SetRoleInput } from "@/lib/domain/people/schema";
import type { FiledProblem, ProblemInput, ProblemView } from "@/lib/domain/problem/schema";
import type {
  CaptainChoice,
  FinalizeRehearsal,
  KeepViewInput,
  MediaActionInput,
  MediaActionResult,
  StaffJobView,
  StaffMediaDetail,
  StaffViewView,
  StartJobInput,
} from "@/lib/domain/staff/schema";
import type {
  CaptainVideos,
  ReservedVideo,
  StaffVideoView,
  VideoInput,
  VideoView,
} from "@/lib/domain/video/schema";
import { fail } from "@/lib/errors/app-error";
import { readRefusal } from "./read-refusal";

interface Call {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form instead. */
  form?: FormData;
  headers?: Record<string, string>;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

// Browsers refuse to keep more than 64 KB alive in all.
const KEEPALIVE_MAX_CHARS = 20_000;

/** One entry a route; ids need no escaping, the API's are made of URL-safe characters. */
export const api = {
  signUp: (input: SignUpInput) => call("POST", "/api/auth/sign-up/email", { body: input }),
  signIn: (input: SignInInput) =>
    call<{ user: { role: Role } }>("POST", "/api/auth/sign-in/email", { body: input }),
  signInWithGoogle: (input: GoogleSignInInput) =>
    call<{ url: string }>("POST", "/api/auth/sign-in/social", { body: input }),
  /** Also lets the session's cookie last longer, when it is a day old. */
  readSession: () => call<{ user: { id: string } } | null>("GET", "/api/auth/get-session"),
  /** Files a report once a key. */
  reportProblem: (input: ProblemInput, key: string) =>
    call<FiledProblem>("POST", "/api/problems", {
      body: input,
      headers: { "idempotency-key": key },
    }),
  closeProblem: (id: string, reason: string) =>
    call<{ problem: ProblemView }>("POST", `/api/staff/problems/${id}/close`, { body: { reason } }),
  retryVideoForCaptain: (id: string, reason: string) =>
    call<{ video: StaffVideoView }>("POST", `/api/staff/videos/${id}/retry`, { body: { reason } }),
  cancelVideo: (id: string, reason: string) =>
    call<{ video: StaffVideoView }>("POST", `/api/staff/videos/${id}/cancel`, { body: { reason } }),
  signOut: () => call("POST", "/api/auth/sign-out"),
  changePassword: (input: ChangePasswordInput) =>
    call("POST", "/api/auth/change-password", { body: input }),
  resetPassword: (input: ResetPasswordInput) =>
    call("POST", "/api/auth/reset-password", { body: input }),
  saveProfile: (input: SaveProfileInput) =>
    call<{ profile: ProfileView }>("PUT", "/api/captain/profile", { body: input }),
  saveAvatar: (photo: Blob, name: string) =>
    call("POST", "/api/captain/avatar", { form: formWith(photo, name) }),
  removeAvatar: () => call("DELETE", "/api/captain/avatar"),
  createDraft: (data: DraftPatch) =>
    call<{ draft: DraftView }>("POST", "/api/charter-drafts", { body: { data } }),
  saveDraft: (id: string, input: SaveDraftInput) =>
    call<{ draft: DraftView }>("PATCH", `/api/charter-drafts/${id}`, {
      body: input,
      keepalive: true,
    }),
  deleteDraft: (id: string) => call<{ ok: true }>("DELETE", `/api/charter-drafts/${id}`),
  editCharter: (charterId: string) =>
    call<{ draft: DraftView }>("POST", `/api/charter-drafts/from-charter/${charterId}`),
  reviewDraft: (id: string) => call<DraftReview>("GET", `/api/charter-drafts/${id}/review`),
  finalizeDraft: (id: string, version: number) =>
    call<FinalizeResult>("POST", `/api/charter-drafts/${id}/finalize`, {
      headers: { "x-draft-version": String(version) },
    }),
  /** All of the captain's pending photos: at most 200 are ever pending. */
  listPendingPhotos: () => listPhotos("pending"),
  /** All of the captain's photos on charters. */
  listLinkedPhotos: () => listPhotos("linked"),
  readPhotoNews: (draftId: string) =>
    call<PhotoNews>("GET", `/api/captain/photos/events?draftId=${draftId}`),
  listLibrary: (query: string) => call<LibraryPage>("GET", `/api/captain/library${query}`),
  emptyTrash: () =>
    call<{ ok: true; deleted: number; kept: number }>("DELETE", "/api/captain/trash"),
  changeMedia: (id: string, patch: MediaPatch) =>
    call<{ media: MediaView }>("PATCH", `/api/media/${id}`, { body: patch, keepalive: true }),
  /** Of these files, those the captain has already; at most 100 at once. */
  findKnown: (sha256: string[]) =>
    call<{ known: KnownPhoto[] }>("POST", "/api/media/known", { body: { sha256 } }),
  /** Stops the upload of this Idempotency-Key for good, wherever it is. */
  takeBackUpload: (key: string, draftId: string) =>
    call<{ ok: true }>("DELETE", `/api/media/photo?draftId=${draftId}`, {
      headers: { "idempotency-key": key },
      keepalive: true,
    }),
  removeMedia: (id: string) => call<{ ok: true }>("DELETE", `/api/media/${id}`),
  restoreMedia: (id: string) => call<{ media: MediaView }>("POST", `/api/media/${id}/restore`),
  /** Photos the captain has already, without uploading them again; answers with all that the draft would take. */
  addPhotos: (draftId: string, mediaIds: string[]) =>
    call<{ photos: MediaView[] }>("POST", `/api/charter-drafts/${draftId}/photos`, {
      body: { mediaIds },
    }),
  /** A place for a video and the right to send it; the same key is the same place. */
  reserveVideo: (input: VideoInput, key: string) =>
    call<ReservedVideo>("POST", "/api/media/video", {
      body: input,
      headers: { "idempotency-key": key },
    }),
  /** Another token for the same upload; `upload` is null when the video has arrived. */
  renewVideoUpload: (id: string) => call<ReservedVideo>("POST", `/api/media/video/${id}/token`),
  completeVideo: (id: string) =>
    call<{ video: VideoView }>("POST", `/api/media/video/${id}/complete`),
  retryVideo: (id: string) => call<{ video: VideoView }>("POST", `/api/media/video/${id}/retry`),
  removeVideo: (id: string) => call<{ ok: true }>("DELETE", `/api/media/video/${id}`),
  setVideoPoster: (id: string, picture: Blob) =>
    call<{ video: VideoView }>("PUT", `/api/media/video/${id}/poster`, {
      form: formWith(picture, "poster"),
    }),
  /** Of a draft: what waits for it, whatever its state, and what is on its charter. */
  listVideos: (draftId: string) =>
    call<CaptainVideos>("GET", `/api/captain/videos?draftId=${draftId}`),
  orderMedia: (draftId: string, mediaIds: string[]) =>
    call<{ photos: MediaView[] }>("PUT", `/api/charter-drafts/${draftId}/media-order`, {
      body: { mediaIds },
      keepalive: true,
    }),
  /** For staff, as is all below: at most 100 items at once, each done or refused by itself. By its id it is undone. */
  actOnMedia: (input: MediaActionInput, requestId: string) =>
    call<MediaActionResult>("POST", "/api/staff/media/actions", {
      body: input,
      headers: { "x-request-id": requestId },
    }),
  readStaffMedia: (id: string) => call<StaffMediaDetail>("GET", `/api/staff/media/${id}`),
  /** How many match a view, by the parts of its address. */
  countMatching: (fields: Record<string, string>) =>
    call<MatchingMedia>("GET", `/api/staff/media/matching?${new URLSearchParams(fields)}`),
  startJob: (input: StartJobInput) =>
    call<{ job: StaffJobView }>("POST", "/api/staff/media/jobs", { body: input }),
  /** Goes on with it for a few seconds; `ran` is false while somebody else is at it. */
  runJob: (id: string) =>
    call<{ job: StaffJobView; ran: boolean }>("POST", `/api/staff/media/jobs/${id}/run`),
  cancelJob: (id: string) =>
    call<{ job: StaffJobView }>("POST", `/api/staff/media/jobs/${id}/cancel`),
  forgetJob: (id: string) => call<{ ok: true }>("DELETE", `/api/staff/media/jobs/${id}`),
  keepView: (input: KeepViewInput) =>
    call<{ view: StaffViewView }>("POST", "/api/staff/media/views", { body: input }),
  renameView: (id: string, name: string) =>
    call<{ view: StaffViewView }>("PATCH", `/api/staff/media/views/${id}`, { body: { name } }),
  removeView: (id: string) => call<{ ok: true }>("DELETE", `/api/staff/media/views/${id}`),
  /** By a part of a name or e-mail (`q`), or by `captainId`. */
  findCaptains: (by: { q: string } | { captainId: string }) =>
    call<{ captains: CaptainChoice[] }>("GET", `/api/staff/captains?${new URLSearchParams(by)}`),
  rehearseFinalize: (draftId: string) =>
    call<FinalizeRehearsal>("POST", `/api/staff/drafts/${draftId}/finalize`, {
      body: { dryRun: true },
    }),
  finalizeForCaptain: (draftId: string, reason: string) =>
    call<FinalizeResult>("POST", `/api/staff/drafts/${draftId}/finalize`, { body: { reason } }),
  moveDraft: (draftId: string, move: "abandon" | "restore", reason: string) =>
    call<{ ok: true }>("POST", `/api/staff/drafts/${draftId}/${move}`, { body: { reason } }),
  startCheck: () => call<ChecksView>("POST", "/api/staff/integrity/start"),
  /** Goes on with it for a few seconds; `ran` is false while somebody else is at it. */
  runCheck: () => call<ChecksView & { ran: boolean }>("POST", "/api/staff/integrity/run"),
  cancelCheck: () => call<ChecksView>("POST", "/api/staff/integrity/cancel"),
  /** At most 100 findings of one kind at once, each fixed or refused by itself. */
  fixFindings: (input: FixInput) =>
    call<FixResult>("POST", "/api/staff/integrity/fix", { body: input }),
  /** For administrators, as are the next two. */
  setRole: (userId: string, input: SetRoleInput) =>
    call<AccountView>("POST", `/api/staff/people/${userId}/role`, { body: input }),
  suspendAccount: (userId: string, reason: string) =>
    call<AccountView>("POST", `/api/staff/people/${userId}/suspend`, { body: { reason } }),
  unsuspendAccount: (userId: string, reason: string) =>
    call<AccountView>("POST", `/api/staff/people/${userId}/unsuspend`, { body: { reason } }),
  confirmPassword: (password: string) =>
    call("POST", "/api/staff/confirm-password", { body: { password } }),
};

async function listPhotos(state: "pending" | "linked"): Promise<MediaView[]> {
  const all: MediaView[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page = await call<{ photos: MediaView[]; nextCursor: string | null }>(
      "GET",
      `/api/captain/photos?state=${state}${query}`,
    );
    all.push(...page.photos);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

async function call<T>(method: string, path: string, options: Call = {}): Promise<T> {
  const json = options.body === undefined ? undefined : JSON.stringify(options.body);
  const body = options.form ?? json;
  const response = await send(path, {
    method,
    headers: { ...(json && { "content-type": "application/json" }), ...options.headers },
    ...(body && { body }),
    keepalive: options.keepalive === true && (json?.length ?? 0) <= KEEPALIVE_MAX_CHARS,
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok || answer === undefined)
    throw readRefusal({
      status: response.status,
      body: answer,
      header: (name) => response.headers.get(name),
    });
  return answer as T;
}

function formWith(photo: Blob, name: string): FormData {
  const form = new FormData();
  form.set("file", photo, name);
  return form;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, cache: "no-store", credentials: "same-origin" });
  } catch (cause) {
    return fail("offline", {}, { cause });
  }
}

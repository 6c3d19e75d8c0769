// The shapes that API.md promises, to the key: what has one more or one less does not pass.
import { expect } from "vitest";
import { z } from "zod";
import type { Answer } from "../../support/http";

const count = z.int().min(0);
const time = z.iso.datetime();
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

const mediaFields = {
  id,
  kind: z.enum(["CHARTER_PHOTO", "CHARTER_VIDEO", "CAPTAIN_AVATAR", "TRIP_MEDIA"]),
  state: z.enum(["pending", "linked", "orphan", "missing", "trash", "reserved"]),
  rejectedReason: z.string().nullable(),
  url: z.url(),
  thumbnailUrl: z.url().nullable(),
  renditions: z.array(z.strictObject({ width: count, height: count, url: z.url() })),
  placeholder: z.base64().nullable(),
  width: count.nullable(),
  height: count.nullable(),
  mimeType: z.string().nullable(),
  sizeBytes: count.nullable(),
  sortOrder: count,
  isCover: z.boolean(),
  caption: z.string().nullable(),
  altText: z.string().nullable(),
  // Beyond the contract, which allows more: where crops look, and what the photo shows.
  focalX: z.number().min(0).max(1).nullable(),
  focalY: z.number().min(0).max(1).nullable(),
  shows: z.enum(["boat", "deck", "crew", "catch", "place"]).nullable(),
  draftId: id.nullable(),
  charterId: id.nullable(),
  createdAt: time,
};
const media = z.strictObject(mediaFields);

const video = z.strictObject({
  id,
  status: z.enum(["uploading", "queued", "processing", "ready", "failed", "cancelled"]),
  fileName: z.string().nullable(),
  url: z.url().nullable(),
  thumbnailUrl: z.url().nullable(),
  mimeType: z.string().nullable(),
  sizeBytes: count.nullable(),
  durationSec: z.number().min(0).nullable(),
  width: count.nullable(),
  height: count.nullable(),
  trimStartSec: z.number().min(0),
  trimEndSec: z.number().min(0).nullable(),
  errorMessage: z.string().nullable(),
  draftId: id.nullable(),
  charterId: id.nullable(),
  createdAt: time,
  updatedAt: time,
});

const draft = z.strictObject({
  id,
  status: z.enum(["DRAFT", "SUBMITTED", "ABANDONED", "DELETED"]),
  version: count,
  currentStep: count,
  data: z.record(z.string(), z.unknown()),
  charterId: id.nullable(),
  editsCharterId: id.nullable(),
  counts: z.strictObject({ photos: count, videos: count }),
  createdAt: time,
  updatedAt: time,
  lastTouchedAt: time,
});

const upload = {
  ok: z.literal(true),
  charterMediaId: id,
  url: z.url(),
  key: z.string(),
  media,
};
const check = z.strictObject({ status: z.enum(["pass", "warn", "fail"]), ms: z.number().min(0) });
const capped = z.strictObject({ value: count, capped: z.boolean() });
const place = z.strictObject({ type: z.enum(["draft", "charter"]), id, name: z.string() });

const problem = z.strictObject({
  id,
  words: z.string(),
  page: z.string(),
  requestId: z.string().nullable(),
  reporter: z.strictObject({ id, name: z.string(), email: z.email() }),
  createdAt: time,
  closed: z.strictObject({ at: time, by: z.string().nullable(), words: z.string() }).nullable(),
});

const staffVideo = video.extend({
  owner: z.strictObject({ id, name: z.string(), email: z.email() }),
  link: z.enum(["pending", "linked", "finalized"]),
  charterName: z.string().nullable(),
  stale: z.boolean(),
  attempts: count,
});

const person = {
  id,
  name: z.string(),
  email: z.email(),
  role: z.enum(["CAPTAIN", "STAFF", "ADMIN"]),
  suspendedAt: time.nullable(),
  createdAt: time,
};

const tally = (...names: string[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, count])));
const pass = z
  .strictObject({
    state: z.enum(["running", "done", "cancelled"]),
    begunAt: time,
    endedAt: time.nullable(),
    ageSeconds: count,
    total: count,
    looked: tally("rows", "videos", "store"),
    sums: tally("missing", "found", "damaged", "links", "quarantined", "deleted", "failed"),
  })
  .nullable();
const finding = z.strictObject({
  id,
  kind: z.enum(["missing", "damaged", "stray", "link"]),
  subject: z.string(),
  facts: z.strictObject({
    key: z.string().optional(),
    what: z.enum(["size", "checksum"]).optional(),
    expected: z.string().optional(),
    found: z.string().optional(),
    fault: z.string().optional(),
    uploadedAt: time.optional(),
  }),
  captain: z.strictObject({ name: z.string(), email: z.email() }).nullable(),
  charter: z.strictObject({ id, name: z.string() }).nullable(),
  createdAt: time,
  seenAt: time,
});

const SHAPES = {
  ok: z.strictObject({ ok: z.literal(true) }),
  media: z.strictObject({ media }),
  photos: z.strictObject({ photos: z.array(media) }),
  photoPage: z.strictObject({ photos: z.array(media), nextCursor: z.string().nullable() }),
  stored: z.strictObject({ ...upload, duplicate: z.literal(false) }),
  duplicate: z.strictObject({ ...upload, duplicate: z.literal(true) }),
  restored: z.strictObject({ ...upload, duplicate: z.literal(true), restored: z.literal(true) }),
  known: z.strictObject({
    known: z.array(
      z.strictObject({
        sha256: z.hash("sha256"),
        media,
        usedIn: z.array(
          z.strictObject({ type: z.enum(["draft", "charter"]), id, name: z.string() }),
        ),
      }),
    ),
  }),
  photoNews: z.strictObject({ mark: z.hash("md5"), arriving: count }),
  library: z.strictObject({
    pictures: z.array(
      z.strictObject({
        media,
        copies: z.array(z.strictObject({ mediaId: id, usedIn: place.nullable() })),
        daysLeft: count.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
    counts: z.strictObject({ all: count, pending: count, linked: count, trash: count }),
    storage: z.strictObject({
      usedBytes: count,
      maxBytes: count,
      trashPhotos: count,
      trashBytes: count,
    }),
    places: z.array(place),
  }),
  emptied: z.strictObject({ ok: z.literal(true), deleted: count, kept: count }),
  removed: z.strictObject({ ok: z.literal(true), trashedAt: time }),
  video: z.strictObject({ video }),
  // Beyond the contract: whether clips are taken that the browser can't prepare.
  videos: z.strictObject({ videos: z.array(video), canProcessOnServer: z.boolean() }),
  reservedVideo: z.strictObject({
    video,
    upload: z.strictObject({ pathname: z.string(), clientToken: z.string() }),
  }),
  // Beyond the contract: nothing is left to send.
  arrivedVideo: z.strictObject({ video, upload: z.null() }),
  draft: z.strictObject({ draft }),
  drafts: z.strictObject({ drafts: z.array(draft) }),
  finalized: z.strictObject({
    ok: z.literal(true),
    charterId: id,
    photos: count,
    videos: count,
    left: count,
    replayed: z.boolean(),
    requestId: z.uuid(),
  }),
  staffPage: z.strictObject({
    items: z.array(
      z.strictObject({
        ...mediaFields,
        captain: z.strictObject({ id, displayName: z.string(), email: z.email() }).nullable(),
        charter: z.strictObject({ id, name: z.string() }).nullable(),
        label: z.string().min(1),
        ageSeconds: count,
        // Beyond the contract: when staff last decided on it.
        reviewedAt: time.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
    // Beyond the contract: the way back.
    previousCursor: z.string().nullable(),
    counts: z.strictObject({
      pending: capped,
      linked: capped,
      orphan: capped,
      missing: capped,
      trash: capped,
    }),
  }),
  health: z.strictObject({
    status: z.enum(["pass", "warn"]),
    checks: z.strictObject({
      database: check,
      migrations: check,
      storage: check,
      rateLimiter: check,
      cleanup: check,
      // Beyond the contract: whether somebody prepares the videos that the browser can't.
      worker: check,
    }),
    version: z.string(),
    uptimeSec: count,
    requestId: z.uuid(),
  }),
  filedProblem: z.strictObject({
    report: z.strictObject({ id, createdAt: time }),
    replayed: z.boolean(),
  }),
  problem: z.strictObject({ problem }),
  problems: z.strictObject({
    problems: z.array(problem),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
    counts: z.strictObject({ open: capped }),
  }),
  staffVideo: z.strictObject({ video: staffVideo }),
  findings: z.strictObject({
    pass,
    last: pass,
    findings: z.array(finding),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
    counts: z.strictObject({ missing: capped, damaged: capped, stray: capped, link: capped }),
  }),
  checks: z.strictObject({ pass, last: pass }),
  advanced: z.strictObject({ pass, last: pass, ran: z.boolean() }),
  fixed: z.strictObject({
    ok: z.literal(true),
    done: z.array(z.strictObject({ id, outcome: z.enum(["fixed", "settled", "unchanged"]) })),
    failed: z.array(z.strictObject({ id, error: z.string() })),
  }),
  people: z.strictObject({
    people: z.array(z.strictObject(person)),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
  }),
  changedPerson: z.strictObject({ ...person, changed: z.boolean() }),
  staffVideos: z.strictObject({
    videos: z.array(staffVideo),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
  }),
  alive: z.strictObject({ status: z.literal("pass") }),
  cleanup: z.strictObject({
    deleted: count,
    failed: count,
    remaining: count,
    // Beyond the contract: uploads that had broken off and are complete now.
    finished: count.optional(),
    skipped: z.literal(true).optional(),
  }),
};
type Shape = keyof typeof SHAPES;

type Got = Pick<Answer, "status" | "body" | "headers">;

/** The answer is this status and has exactly this shape. */
export function expectShape(answer: Got, status: number, shape: Shape): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(SHAPES[shape].safeParse(answer.body).error?.issues ?? []).toEqual([]);
}

/** The answer is this refusal, with these fields beside the ones that all have. */
export function expectRefusal(answer: Got, status: number, error: string, more: object = {}): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(answer.body).toEqual({
    error,
    message: expect.stringMatching(/^[A-Z].*\.$/),
    requestId: answer.headers.get("x-request-id"),
    ...more,
  });
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
}

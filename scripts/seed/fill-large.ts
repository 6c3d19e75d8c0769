// As much as years of business leave, by a few statements of SQL: rows without bytes of their own. Their
// pictures are those of a few photos that are there, so that a desk full of them can be looked at.
import type pg from "pg";

export interface LargeSeed {
  /** How many media; a captain has 20, a charter stands for 50 of them. */
  media: number;
  /** What all ids begin with: two fillings stand side by side. */
  prefix?: string;
}

/**
 * Fills it in, all or nothing, and has the planner learn it. Of a thousand media 600 are linked, 360 pending, 15 nobody's,
 * 15 in the trash, 10 missing; each charter was made by a draft, a third as many again are open or abandoned.
 */
export async function fillLarge(
  client: pg.Client,
  { media, prefix = "large" }: LargeSeed,
): Promise<void> {
  const captains = Math.ceil(media / 20);
  const charters = Math.ceil((media * 3) / 50);
  const pictures = await picturesOf(client);
  const statements: [sql: string, values: unknown[]][] = [
    [USERS, [prefix, captains]],
    [PROFILES, [prefix]],
    [CHARTERS, [prefix, captains, charters]],
    [DRAFTS, [prefix, captains, charters]],
    [MEDIA, [prefix, charters, media, JSON.stringify(pictures)]],
    [LINKED_VIDEOS, [prefix]],
    [OTHER_VIDEOS, [prefix, captains]],
    [AUDIT, [prefix, captains]],
    [PROBLEMS, [prefix, captains]],
    [EVENTS, [captains * 4]],
  ];
  await client.query("BEGIN");
  try {
    for (const [sql, values] of statements) await client.query(sql, values);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
  await client.query("VACUUM ANALYZE");
}

/** The renditions of some photos that are stored, or of one that is not. */
async function picturesOf(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query<{ renditions: unknown }>(
    `SELECT "renditions" FROM "CharterMedia" WHERE "status" = 'READY' AND jsonb_array_length("renditions") = 3
     ORDER BY "createdAt" LIMIT 12`,
  );
  if (rows.length > 0) return rows.map(({ renditions }) => renditions);
  const sizes = [320, 960, 1920].map((width) => ({
    url: `https://blobs.example/${width}.webp`,
    width,
    height: (width * 3) / 4,
    bytes: width * 100,
    sha256: "0".repeat(64),
  }));
  return [sizes];
}

const USERS = `INSERT INTO "User" ("id", "name", "email", "createdAt")
  SELECT $1 || '-user-' || at, first || ' ' || last || ' ' || at,
    lower(first || '.' || last) || '.' || at || '@' || $1 || '.example', now() - make_interval(mins => at)
  FROM generate_series(1, $2::int) AS at, LATERAL (SELECT
    (ARRAY['Ali', 'Tan', 'Siti', 'Wong', 'Raj', 'Noor', 'Farid', 'Lim', 'Kumar', 'Hassan', 'Aisha', 'Chong', 'Devi',
      'Idris', 'Jaya', 'Mei', 'Omar', 'Priya', 'Ravi', 'Zul'])[1 + at % 20] AS first,
    (ARRAY['Rahman', 'Ismail', 'Chen', 'Lee', 'Nair', 'Yusof', 'Ong', 'Pillai', 'Salleh', 'Teo', 'Abdullah', 'Goh',
      'Menon', 'Osman', 'Singh', 'Tay', 'Wahab', 'Yap', 'Zainal'])[1 + at % 19] AS last) AS named`;

const PROFILES = `INSERT INTO "CaptainProfile" ("id", "userId", "displayName")
  SELECT $1 || '-captain-' || split_part("id", '-user-', 2), "id", "name" FROM "User"
  WHERE "id" LIKE $1 || '-user-%'`;

const CHARTERS = `INSERT INTO "Charter" ("id", "captainId", "name", "charterType", "description", "state", "city",
    "startingPoint", "postcode", "createdAt")
  SELECT $1 || '-charter-' || at, $1 || '-captain-' || 1 + at % $2::int,
    (ARRAY['Sea Wolf', 'Ocean Pearl', 'Blue Marlin', 'Lucky Strike', 'Morning Star', 'Kingfisher', 'Salt and Sun',
      'Reef Runner'])[1 + at % 8] || ' ' || at,
    'Deep-sea fishing', '', 'Kedah', 'Langkawi', 'Kuah Jetty', '07000', now() - make_interval(mins => at * 15)
  FROM generate_series(1, $3::int) AS at`;

const DRAFTS = `INSERT INTO "CharterDraft" ("id", "userId", "status", "charterId", "data", "currentStep", "createdAt",
    "lastTouchedAt")
  SELECT $1 || '-draft-' || at, $1 || '-user-' || 1 + at % $2::int,
    (CASE WHEN made THEN 'SUBMITTED' WHEN at % 3 = 0 THEN 'ABANDONED' ELSE 'DRAFT' END)::"DraftStatus",
    CASE WHEN made THEN $1 || '-charter-' || at END, jsonb_build_object('charterName', 'Sea Wolf ' || at), at % 6,
    now() - make_interval(mins => at * 15), now() - make_interval(mins => at % 20000)
  FROM generate_series(1, $3::int * 4 / 3) AS at, LATERAL (SELECT at <= $3::int AS made) AS of`;

const MEDIA = `INSERT INTO "CharterMedia" ("id", "captainId", "charterId", "kind", "url", "storageKey", "mimeType",
    "sizeBytes", "width", "height", "renditions", "placeholder", "trashedAt", "missingSince", "reviewedAt",
    "rejectedReason", "createdAt")
  SELECT $1 || '-media-' || at, CASE WHEN share NOT BETWEEN 960 AND 974 THEN charter."captainId" END,
    CASE WHEN share < 600 THEN charter."id" END,
    (CASE WHEN share < 20 THEN 'CHARTER_VIDEO' ELSE 'CHARTER_PHOTO' END)::"MediaKind",
    picture #>> '{2,url}', folder || '1920.webp', CASE WHEN share < 20 THEN 'video/mp4' ELSE 'image/webp' END,
    200000 + at::bigint * 7919 % 3000000, 1920, 1440,
    (SELECT jsonb_agg(one || jsonb_build_object('key', folder || (one ->> 'width') || '.webp'))
      FROM jsonb_array_elements(picture) AS one),
    'WhgGDYKGd3eHeHiHh3iIeHh3gIcI', CASE WHEN share BETWEEN 975 AND 989 THEN now() END,
    CASE WHEN share >= 990 THEN now() END, CASE WHEN share < 590 OR share BETWEEN 600 AND 639 THEN now() END,
    CASE WHEN share BETWEEN 630 AND 639 THEN 'Too dark' END, now() - make_interval(mins => at)
  FROM generate_series(1, $3::int) AS at
  CROSS JOIN LATERAL (SELECT at::bigint * 48271 % 1000 AS share, $1 || '/' || at || '/' AS folder,
    $4::jsonb -> (at % jsonb_array_length($4::jsonb)) AS picture) AS made
  JOIN "Charter" AS charter ON charter."id" = $1 || '-charter-' || 1 + at % $2::int`;

/** Of the videos on charters one in fifty failed, and one is being worked on. */
const LINKED_VIDEOS = `INSERT INTO "CaptainVideo" ("id", "ownerId", "originalUrl", "blobKey", "mimeType", "sizeBytes",
    "originalDurationSec", "processStatus", "charterId", "charterMediaId", "createdAt")
  SELECT $1 || '-video-' || split_part(media."id", '-media-', 2), captain."userId", media."url",
    media."storageKey", media."mimeType", media."sizeBytes", 12,
    (CASE row_number() OVER () % 50 WHEN 1 THEN 'failed' WHEN 2 THEN 'processing' ELSE 'ready' END)::"VideoProcessStatus",
    media."charterId", media."id", media."createdAt"
  FROM "CharterMedia" media JOIN "CaptainProfile" captain ON captain."id" = media."captainId"
  WHERE media."kind" = 'CHARTER_VIDEO' AND media."id" LIKE $1 || '-media-%'`;

const OTHER_VIDEOS = `INSERT INTO "CaptainVideo" ("id", "ownerId", "originalUrl", "blobKey", "sizeBytes", "processStatus",
    "createdAt", "updatedAt")
  SELECT $1 || '-clip-' || at, $1 || '-user-' || at, '', $1 || '/clip-' || at, 5000000,
    (ARRAY['ready', 'ready', 'failed', 'cancelled', 'uploading', 'queued'])[1 + at % 6]::"VideoProcessStatus",
    now() - make_interval(mins => at), now() - make_interval(mins => at)
  FROM generate_series(1, $2::int, 10) AS at`;

const AUDIT = `INSERT INTO "AuditLog" ("id", "actorId", "actorRole", "entity", "entityId", "action", "reason", "at")
  SELECT $1 || '-audit-' || at, $1 || '-user-' || 1 + at % 9, 'staff', 'CharterMedia', $1 || '-media-' || at,
    (ARRAY['review', 'review', 'reject', 'trash', 'restore'])[1 + at % 5], 'Too dark', now() - make_interval(mins => at)
  FROM generate_series(1, $2::int * 4) AS at`;

const PROBLEMS = `INSERT INTO "ProblemReport" ("id", "userId", "idempotencyKey", "words", "page", "createdAt", "closedAt",
    "closingWords")
  SELECT $1 || '-problem-' || at, $1 || '-user-' || at, 'key-' || at, 'My photos do not upload from the jetty.', '/captain',
    now() - make_interval(hours => at), CASE WHEN at % 4 > 0 THEN now() END, CASE WHEN at % 4 > 0 THEN 'Mended.' END
  FROM generate_series(1, $2::int / 50) AS at`;

/** Ninety days of them. */
const EVENTS = `INSERT INTO "OperationEvent" ("operation", "outcome", "ms", "at")
  SELECT (ARRAY['upload', 'upload', 'upload', 'finalize', 'staff'])[1 + at % 5],
    CASE WHEN at % 97 = 0 THEN 'too_large' ELSE 'ok' END, 40 + at % 300, now() - at * interval '90 days' / $1::int
  FROM generate_series(1, $1::int) AS at`;

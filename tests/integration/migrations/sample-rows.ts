// Rows in SQL, for what the database itself refuses.
import { query } from "../../support/database";

/**
 * Two captains, u1 and u2, with a profile, a charter and a draft each; the first one's media, a linked
 * video and an audit entry.
 */
export async function insertSamples(): Promise<void> {
  for (const n of [1, 2]) {
    await query(
      `INSERT INTO "User" ("id", "name", "email") VALUES ('u${n}', 'U', 'u${n}@example.com')`,
    );
    await query(
      `INSERT INTO "CaptainProfile" ("id", "userId", "displayName") VALUES ('p${n}', 'u${n}', 'P')`,
    );
    await query(
      `INSERT INTO "Charter" ("id", "captainId", "name", "charterType", "description", "state", "city", "startingPoint", "postcode")
       VALUES ('c${n}', 'p${n}', 'C', 'x', 'x', 'x', 'x', 'x', '42000')`,
    );
    await query(`INSERT INTO "CharterDraft" ("id", "userId") VALUES ('d${n}', 'u${n}')`);
  }
  await media({ id: "'own'" });
  await media({ id: "'linked'", charterId: "'c1'" });
  await media({ id: "'clip'", charterId: "'c1'", kind: "'CHARTER_VIDEO'" });
  await media({ id: "'deduped'", draftId: "'d1'", dedupeKey: "'hash'" });
  await media({ id: "'reserved'", dedupeKey: "'hash'", status: "'RESERVED'" });
  await media({ id: "'cover'", charterId: "'c1'", isCover: "true" });
  await media({ id: "'draft-cover'", draftId: "'d1'", isCover: "true" });
  await video({ id: "'shown'", charterId: "'c1'", charterMediaId: "'clip'" });
  await query(
    `INSERT INTO "AuditLog" ("id", "actorRole", "entity", "entityId", "action") VALUES ('a', 'system', 'X', 'x', 'x')`,
  );
}

/** Inserts one row of SQL expressions. */
export const insert = (table: string, columns: Record<string, string>) =>
  query(
    `INSERT INTO "${table}" (${Object.keys(columns)
      .map((name) => `"${name}"`)
      .join(", ")}) VALUES (${Object.values(columns).join(", ")})`,
  );
/** Inserts a ready, pending photo of the first captain, with these columns in place of its own. */
export const media = (columns: Record<string, string>) =>
  insert("CharterMedia", {
    ...{ id: "gen_random_uuid()", captainId: "'p1'", kind: "'CHARTER_PHOTO'" },
    ...{ url: "'u'", storageKey: "'k'" },
    ...columns,
  });
/** Inserts an unlinked video of the first captain, with these columns in place of its own. */
export const video = (columns: Record<string, string>) =>
  insert("CaptainVideo", {
    ...{ id: "gen_random_uuid()", ownerId: "'u1'", originalUrl: "'u'", blobKey: "'k'" },
    ...columns,
  });

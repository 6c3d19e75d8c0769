// Drafts, their photos and their videos for tests, written as rows: no upload, no blob.
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import type { CharterDraft, CharterMedia, Prisma } from "@/lib/db/generated/client";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import type { DraftData } from "@/lib/domain/draft/schema";
import type { TestCaptain } from "./accounts";
import { captainActor } from "./actors";

/** A draft's data with nothing missing: a boat, two trips. */
export function completeDraftData(given: Partial<DraftData> = {}): DraftData {
  return {
    operator: {
      displayName: "Captain Ana",
      experienceYears: 12,
      bio: "Twelve years on the reefs off Langkawi, every season of them.",
      phone: "+60 12-345 6789",
    },
    charterType: "Offshore fishing",
    charterName: "Sea Wolf",
    state: "Kedah",
    city: "Langkawi",
    startingPoint: "Telaga Harbour, pier 3",
    postcode: "07000",
    latitude: 6.3667,
    longitude: 99.6833,
    description: "A day beyond the islands for snapper, trevally and whatever the tide brings.",
    withoutBoat: false,
    boat: {
      name: "Sea Wolf",
      type: "Centre console",
      lengthFeet: 28.5,
      capacity: 6,
      features: ["GPS", "Life jackets"],
    },
    amenities: ["Bait", "Ice"],
    policies: {
      licenseProvided: true,
      catchAndKeep: true,
      catchAndRelease: true,
      childFriendly: true,
      liveBaitProvided: false,
      alcoholNotAllowed: true,
      smokingNotAllowed: false,
    },
    pickup: { available: true, fee: 25, areas: ["Kuah"], notes: "From your hotel." },
    scheduleType: "CUSTOM",
    operationalDays: [5, 6, 0],
    trips: [
      {
        name: "Half day",
        tripType: "Half day",
        price: 650,
        promoPrice: 599.5,
        durationHours: 5,
        startTimes: ["06:30", "13:00"],
        maxAnglers: 4,
        charterStyle: "private",
        description: "Reef and wreck.",
        species: ["Red snapper"],
        techniques: ["Jigging", "Bottom fishing"],
      },
      {
        name: "Full day",
        tripType: "Full day",
        price: 1200,
        durationHours: 10,
        startTimes: ["06:00"],
        maxAnglers: 6,
        charterStyle: "shared",
        species: [],
        techniques: [],
      },
    ],
    ...given,
  };
}

/**
 * A complete draft of this captain, with as many pending photos of its own as asked.
 *
 * @param given `data` is stored as it is, whatever it holds
 */
export async function aDraft(given: {
  captain: { id: string; profileId?: string };
  data?: object;
  photos?: number;
  draft?: Partial<Prisma.CharterDraftUncheckedCreateInput>;
}): Promise<CharterDraft> {
  const { captain, data = completeDraftData(), photos = 0 } = given;
  const draft = await db().charterDraft.create({
    data: { userId: captain.id, data, ...given.draft },
  });
  if (photos > 0) await photoRows(captain, photos, { draftId: draft.id });
  return draft;
}

/** Pending photos of this captain as rows, in upload order. For photos with bytes, see photos.ts. */
export async function photoRows(
  captain: { profileId?: string },
  count: number,
  given: Partial<Prisma.CharterMediaUncheckedCreateInput> = {},
): Promise<CharterMedia[]> {
  const first = Date.now();
  return db().charterMedia.createManyAndReturn({
    data: Array.from({ length: count }, (_, at) => ({
      captainId: captain.profileId ?? null,
      kind: "CHARTER_PHOTO" as const,
      url: `https://blobs.example/${randomUUID()}.webp`,
      storageKey: `photos/${randomUUID()}.webp`,
      mimeType: "image/webp",
      dedupeKey: randomUUID(),
      createdAt: new Date(first + at),
      ...given,
    })),
  });
}

/** A video of this captain, processed and waiting in no draft. */
export async function aVideo(
  given: { captain: Pick<TestCaptain, "id"> } & Partial<Prisma.CaptainVideoUncheckedCreateInput>,
) {
  const { captain, ...rest } = given;
  const key = randomUUID();
  return db().captainVideo.create({
    data: {
      ownerId: captain.id,
      originalUrl: `https://blobs.example/${key}.mov`,
      blobKey: `videos/${key}.mov`,
      mimeType: "video/quicktime",
      originalDurationSec: 12.5,
      originalWidth: 1080,
      originalHeight: 1920,
      processStatus: "ready",
      ready720pUrl: `https://blobs.example/${key}-720.mp4`,
      normalizedBlobKey: `videos/${key}-720.mp4`,
      processedDurationSec: 10,
      processedWidth: 720,
      processedHeight: 1280,
      thumbnailUrl: `https://blobs.example/${key}.jpg`,
      ...rest,
    },
  });
}

/** A finished charter of this captain, made by finalize itself, with its photos in order. */
export async function aCharter(given: {
  captain: TestCaptain;
  data?: DraftData;
  photos?: number;
  videos?: number;
}) {
  const { captain, data = completeDraftData(), photos = 3, videos = 0 } = given;
  const draft = await aDraft({ captain, data, photos });
  for (let at = 0; at < videos; at++) await aVideo({ captain, draftId: draft.id });
  const { charterId } = await finalizeDraft(captainActor(captain.id), draft.id);
  const media = await db().charterMedia.findMany({
    where: { charterId },
    orderBy: { sortOrder: "asc" },
  });
  return { id: charterId, draftId: draft.id, media };
}

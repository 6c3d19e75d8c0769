// A draft's photos as they happen, over HTTP: what a second tab or device hears, how soon, and until when.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as eventsRoute from "@/app/api/captain/photos/events/route";
import { db } from "@/lib/db/client";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { addPhotos } from "@/lib/domain/media/add-photos";
import { editMedia } from "@/lib/domain/media/edit-media";
import { orderPhotos } from "@/lib/domain/media/order-photos";
import { removeMedia } from "@/lib/domain/media/remove-media";
import type { PhotoNews } from "@/lib/domain/media/schema";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { call, ORIGIN } from "../../support/http";
import { aPendingPhoto } from "../../support/photos";
import { expectRefusal, expectShape } from "../http/shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

interface Listener {
  status: number;
  headers: Headers;
  /** The next piece of news; null when the stream has ended. */
  next: () => Promise<PhotoNews | null>;
  leave: () => void;
}

let captain: TestCaptain;
let cookie: string;
let draftId: string;
let listeners: Listener[];
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  cookie = await signedIn(captain);
  draftId = (await aDraft({ captain })).id;
  listeners = [];
});
afterEach(() => {
  for (const { leave } of listeners) leave();
});

async function listen(given: { cookie?: string; draftId?: string } = {}): Promise<Listener> {
  const gone = new AbortController();
  const url = new URL(`/api/captain/photos/events?draftId=${given.draftId ?? draftId}`, ORIGIN);
  const headers = { cookie: given.cookie ?? cookie, accept: "text/event-stream" };
  const request = new Request(url, { headers, signal: gone.signal });
  const response = await eventsRoute.GET(request, { params: Promise.resolve({}) });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async () => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end < 0) {
        const piece = await reader?.read();
        if (!piece || piece.done) return null;
        text += piece.value;
        continue;
      }
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      if (event.startsWith("data: ")) return JSON.parse(event.slice("data: ".length));
    }
  };
  const listener = {
    status: response.status,
    headers: response.headers,
    next,
    leave: () => gone.abort(),
  };
  listeners.push(listener);
  return listener;
}

const actor = () => captainActor(captain.id);
const none = { mark: expect.any(String), arriving: 0 };

describe("what is heard", () => {
  test("at once what is true now, as a stream that nothing holds back", async () => {
    const { status, headers, next } = await listen();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(headers.get("cache-control")).toBe("private, no-store, no-transform");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await next()).toEqual(none);
  });

  test("every change within 5 seconds, and the same as by asking", async () => {
    const { next } = await listen();
    const path = `/api/captain/photos/events?draftId=${draftId}`;
    const marks = new Set([(await next())?.mark]);
    const ids: string[] = [];
    const changes = [
      async () => ids.push((await aPendingPhoto({ captain, draftId })).id),
      async () => ids.push((await aPendingPhoto({ captain })).id),
      () => editMedia(actor(), ids[0] ?? "", { caption: "At dawn" }),
      () => editMedia(actor(), ids[1] ?? "", { isCover: true }),
      () => orderPhotos(actor(), draftId, ids.toReversed()),
      () => removeMedia(actor(), ids[0] ?? ""),
      () =>
        query(`UPDATE "CharterMedia" SET "rejectedReason" = 'too dark' WHERE id = $1`, [ids[1]]),
    ];
    for (const change of changes) {
      await change();
      const changedAt = performance.now();
      const asked = await call(eventsRoute.GET, { cookie, path });
      expectShape(asked, 200, "photoNews");
      let news = await next();
      // A look between two statements of the change tells of it in between as well.
      while (news && news.mark !== asked.body.mark) news = await next();
      expect(performance.now() - changedAt).toBeLessThan(5_000);
      expect(news).toEqual(asked.body);
      marks.add(news?.mark);
    }
    expect(marks.size).toBe(changes.length + 1);
  });

  test("a photo on its way, until it is here, given up, or older than any upload gets", async () => {
    const { next } = await listen();
    await next();
    const [reserved] = await photoRows(captain, 1, {
      draftId,
      status: "RESERVED",
      contentHash: "f".repeat(64),
    });
    expect((await next())?.arriving).toBe(1);
    const createdAt = new Date(Date.now() - 31_000);
    await db().charterMedia.update({ where: { id: reserved?.id ?? "" }, data: { createdAt } });
    expect((await next())?.arriving).toBe(0);
  });

  test("what happens to the charter that the draft edits", async () => {
    const { id, media } = await aCharter({ captain, photos: 4 });
    const edit = await aDraft({ captain, draft: { editsCharterId: id, editsCharterVersion: 1 } });
    const { next } = await listen({ draftId: edit.id });
    await next();
    await removeMedia(actor(), media[0]?.id ?? "");
    expect(await next()).toEqual(none);
  });

  test("nothing of another draft, nor of another captain", async () => {
    const stranger = await aCaptain();
    const own = await aDraft({ captain: stranger });
    const theirs = await listen({ cookie: await signedIn(stranger), draftId: own.id });
    const mine = await listen();
    const before = await theirs.next();
    await mine.next();
    const other = await aDraft({ captain });
    await photoRows(captain, 1, { draftId: other.id });
    await photoRows(stranger, 1, { draftId: own.id });
    // Both hear of one change only: the one that is theirs.
    expect((await theirs.next())?.mark).not.toBe(before?.mark);
    await photoRows(captain, 1, { draftId });
    expect(await mine.next()).toEqual(none);
    const once = await call(eventsRoute.GET, {
      cookie,
      path: `/api/captain/photos/events?draftId=${draftId}`,
    });
    await photoRows(stranger, 1);
    await theirs.next();
    const again = await call(eventsRoute.GET, {
      cookie,
      path: `/api/captain/photos/events?draftId=${draftId}`,
    });
    expect(again.body).toEqual(once.body);
  });
});

describe("who may listen, and until when", () => {
  test("a draft that is not there, not theirs or closed is refused in JSON", async () => {
    const stranger = await aDraft({ captain: await aCaptain() });
    const { draftId: submitted } = await aCharter({ captain });
    for (const [id, status, code] of [
      ["absent", 404, "not_found"],
      [stranger.id, 404, "not_found"],
      [submitted, 400, "invalid_status"],
    ] as const)
      for (const accept of ["text/event-stream", "*/*"]) {
        const path = `/api/captain/photos/events?draftId=${id}`;
        const answer = await call(eventsRoute.GET, { cookie, path, headers: { accept } });
        expectRefusal(answer, status, code);
      }
  });

  test("it ends when the draft is submitted", async () => {
    const { next } = await listen();
    await next();
    await photoRows(captain, 3, { draftId });
    await next();
    await finalizeDraft(actor(), draftId);
    expect(await next()).toBeNull();
  });

  test("it ends when the session is over, and when the captain is suspended", async () => {
    const other = await aCaptain();
    const theirs = await aDraft({ captain: other });
    const two = [
      await listen(),
      await listen({ cookie: await signedIn(other), draftId: theirs.id }),
    ];
    for (const { next } of two) await next();
    await query(`DELETE FROM "Session" WHERE "userId" = $1`, [captain.id]);
    await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [other.id]);
    for (const { next } of two) expect(await next()).toBeNull();
  });

  test("a seventh stream of one captain is refused; one that was left makes room", async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => listen()));
    expect(six.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect((await listen()).status).toBe(429);
    const other = await aCaptain();
    const theirs = await aDraft({ captain: other });
    const elsewhere = { cookie: await signedIn(other), draftId: theirs.id };
    expect((await listen(elsewhere)).status).toBe(200);
    six[0]?.leave();
    await vi.waitFor(async () => expect((await listen()).status).toBe(200));
  });

  test("all end when the server shuts down", async () => {
    const two = [await listen(), await listen()];
    for (const { next } of two) await next();
    process.emit("SIGTERM", "SIGTERM");
    for (const { next } of two) expect(await next()).toBeNull();
    expect(process.listenerCount("SIGTERM", undefined)).toBeLessThan(3);
  });
});

describe("what it costs", () => {
  test("one statement a look, however many listen and whatever they have open", async () => {
    const other = await aDraft({ captain });
    await photoRows(captain, 150, { draftId });
    const all = await Promise.all([listen(), listen(), listen({ draftId: other.id })]);
    for (const { next } of all) await next();
    // A look, and then one more that sees the change: two at most, whoever listens.
    const { statements } = await countStatements(async () => {
      await query(`UPDATE "CharterMedia" SET caption = 'x' WHERE "draftId" = $1`, [draftId]);
      await Promise.all(all.slice(0, 2).map(({ next }) => next()));
    });
    const looks = statements.filter(({ sql }) => sql.includes("string_agg"));
    expect(looks).toHaveLength(1);
    expect(looks[0]?.calls).toBeLessThanOrEqual(2);
  });

  test("who leaves holds no connection of the pool, and who listens holds none between looks", async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => listen()));
    for (const { next } of six) await next();
    for (const { leave } of six.slice(0, 5)) leave();
    for (const { next } of six.slice(0, 5)) expect(await next().catch(() => null)).toBeNull();
    // All five connections at once: each transaction waits for the others.
    let inside = 0;
    let open = () => {};
    const allInside = new Promise<void>((resolve) => {
      open = resolve;
    });
    const enter = () =>
      db().$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1`;
        if (++inside === 5) open();
        await allInside;
      });
    await Promise.all(Array.from({ length: 5 }, enter));
    expect(inside).toBe(5);
  });

  test("photos that join by the dozen are told together", async () => {
    const from = await aDraft({ captain, photos: 50 });
    const rows = await db().charterMedia.findMany({ where: { draftId: from.id } });
    const { next } = await listen();
    await next();
    await addPhotos(
      actor(),
      draftId,
      rows.map(({ id }) => id),
    );
    expect(await next()).toEqual(none);
  });
});

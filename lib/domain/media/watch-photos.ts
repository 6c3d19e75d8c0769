// A captain has a draft open in several tabs or on several devices: each is told when its photos change.
import "server-only";
import { db } from "@/lib/db/client";
import { findPhotoNews } from "@/lib/db/photo-news-repo";
import { findTargetDraft } from "@/lib/db/picture-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import type { PhotoNews } from "./schema";

/** From a change to the next look, and how far looks move apart while nothing happens. */
const SOON_MS = 1_000;
const LATEST_MS = 3_000;

type News = ReadonlyMap<string, PhotoNews>;

/** The looks for all that one captain watches in this process. */
interface Rounds {
  /** Draft ids, one entry a watcher. */
  watched: Map<object, string>;
  next: Promise<News> | null;
  timer: NodeJS.Timeout | undefined;
  restMs: number;
  last: News;
}
const rounds = new Map<string, Rounds>();

/**
 * What is true of the draft's photos now, and then each change, 3 seconds after it at the latest. All
 * watchers of a captain share one look at the database. Ends when the draft is no longer open.
 *
 * @param signal ends it at once
 * @throws AppError not_found, invalid_status; while it watches, what a look fails with
 */
export async function* watchPhotos(
  { userId }: Captain,
  draftId: string,
  signal: AbortSignal,
): AsyncGenerator<PhotoNews, void> {
  let known = (await look(userId, [draftId])).get(draftId);
  if (!known) return refuse(userId, draftId);
  yield known;
  const me = {};
  const mine = join(userId, me, draftId);
  const aborted = new Promise<null>((resolve) => {
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  try {
    while (!signal.aborted) {
      const news = (await Promise.race([nextLook(userId, mine), aborted]))?.get(draftId);
      if (!news) return;
      if (news.mark === known.mark && news.arriving === known.arriving) continue;
      known = news;
      yield news;
    }
  } finally {
    leave(userId, me);
  }
}

async function refuse(userId: string, draftId: string): Promise<never> {
  const draft = await findTargetDraft(db(), userId, draftId);
  return fail(draft ? "invalid_status" : "not_found");
}

async function look(userId: string, draftIds: readonly string[]): Promise<News> {
  const rows = await findPhotoNews(db(), userId, draftIds);
  return new Map(rows.map(({ draftId, ...news }) => [draftId, news]));
}

function join(userId: string, who: object, draftId: string): Rounds {
  const mine = rounds.get(userId) ?? {
    watched: new Map(),
    next: null,
    timer: undefined,
    restMs: SOON_MS,
    last: new Map(),
  };
  rounds.set(userId, mine);
  mine.watched.set(who, draftId);
  return mine;
}

function leave(userId: string, who: object): void {
  const mine = rounds.get(userId);
  mine?.watched.delete(who);
  if (!mine || mine.watched.size > 0) return;
  clearTimeout(mine.timer);
  rounds.delete(userId);
}

/** Who asks before the look begins shares it; who comes later waits for the next. */
function nextLook(userId: string, mine: Rounds): Promise<News> {
  mine.next ??= new Promise((resolve, reject) => {
    mine.timer = setTimeout(() => {
      mine.next = null;
      look(userId, [...new Set(mine.watched.values())]).then((news) => {
        const isQuiet = [...news].every(([id, { mark }]) => mine.last.get(id)?.mark === mark);
        mine.restMs = isQuiet ? Math.min(LATEST_MS, mine.restMs * 1.5) : SOON_MS;
        mine.last = news;
        resolve(news);
      }, reject);
    }, mine.restMs);
  });
  return mine.next;
}

// Answers that go on: server-sent events while somebody listens, the first of them as JSON to anybody else.
// How many there may be, how long each lasts and when it has to end; never what is told.
import "server-only";
import type { Captain } from "@/lib/domain/actor";
import { AppError, fail } from "@/lib/errors/app-error";
import { log } from "@/lib/log";
import { authenticate } from "./authenticate";

/** Below the 60 s that the platform is asked for; the browser comes back by itself. */
const LIFE_MS = 50_000;
/** Also how soon a stream ends after its session did. */
const BEAT_MS = 10_000;
const RETRY_MS = 1_000;
const MAX_OF_CAPTAIN = 6;
const MAX_STREAMS = 500;

interface Streams {
  /** What ends each, with whose it is. */
  open: Map<() => void, string>;
}
// Routes may load their own copy of this module; what is counted belongs to the process.
const remembered = globalThis as { charterMediaStreams?: Streams };
remembered.charterMediaStreams ??= { open: new Map() };
const streams = remembered.charterMediaStreams;

/**
 * Tells a captain what happens as it happens, to who accepts `text/event-stream`; a plain GET is answered
 * with what is true now. A stream ends after 50 s, when the captain leaves or may no longer listen, when
 * the server shuts down, and when there is nothing more to tell.
 *
 * @param watch begins with what is true now; its first refusal is the answer's
 * @throws AppError rate_limited for a captain's seventh stream, busy when the process has 500
 */
export async function tellAsItHappens<News>(
  captain: Captain,
  request: Request,
  watch: (signal: AbortSignal) => AsyncGenerator<News, void>,
): Promise<News | Response> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const news = watch(ending.signal);
  if (!request.headers.get("accept")?.includes("text/event-stream")) {
    const { value } = await news.next();
    await news.return();
    return value ?? fail("not_found");
  }
  const leave = enter(captain.userId, end);
  request.signal.addEventListener("abort", end, { once: true });
  try {
    const first = await news.next();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        void tell({ captain, request, news, first, controller, ending }).finally(leave);
      },
      cancel: end,
    });
    return new Response(body, { headers: HEADERS });
  } catch (error) {
    leave();
    throw error;
  }
}

// no-transform and the last one keep compression and proxies from holding events back.
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "private, no-store, no-transform",
  "x-accel-buffering": "no",
};

/** Counts a stream until what it returns is called. */
function enter(userId: string, end: () => void): () => void {
  if (streams.open.size >= MAX_STREAMS) fail("busy", {}, { retryAfterSec: 30 });
  const own = [...streams.open.values()].filter((id) => id === userId);
  if (own.length >= MAX_OF_CAPTAIN) fail("rate_limited", {}, { retryAfterSec: 30 });
  if (streams.open.size === 0) process.on("SIGTERM", endAll).on("SIGINT", endAll);
  streams.open.set(end, userId);
  return () => {
    streams.open.delete(end);
    if (streams.open.size === 0) process.off("SIGTERM", endAll).off("SIGINT", endAll);
  };
}

/** A server that shuts down waits for its answers. */
function endAll(): void {
  for (const end of [...streams.open.keys()]) end();
}

interface Telling<News> {
  captain: Captain;
  request: Request;
  news: AsyncGenerator<News, void>;
  first: IteratorResult<News, void>;
  controller: ReadableStreamDefaultController<Uint8Array>;
  ending: AbortController;
}

async function tell<News>(telling: Telling<News>): Promise<void> {
  const { captain, request, news, first, controller, ending } = telling;
  const write = (text: string) => {
    if (!ending.signal.aborted) controller.enqueue(new TextEncoder().encode(text));
  };
  const end = () => ending.abort();
  const stillMay = () => authenticate("captain", request.headers, captain.requestId);
  // Browsers tell their pages of events only, never of comments; this is how a page knows that it hears us.
  const beat = setInterval(() => {
    stillMay().then(() => write("event: beat\ndata: {}\n\n"), end);
  }, BEAT_MS);
  const over = setTimeout(end, LIFE_MS);
  try {
    write(`retry: ${RETRY_MS}\n\n`);
    for (let step = first; !step.done; step = await news.next())
      write(`data: ${JSON.stringify(step.value)}\n\n`);
  } catch (err) {
    const code = err instanceof AppError ? err.code : "internal";
    log().warn({ requestId: captain.requestId, code, err }, "a stream of events broke off");
  } finally {
    end();
    clearInterval(beat);
    clearTimeout(over);
    await news.return().catch(() => {});
    close(controller);
  }
}

function close(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // Cancelled by whoever listened, it is closed already.
  }
}

// What every answer of this server has, also those that Next gives before any door is reached: redirects, OPTIONS, an
// address it can't read. Node tells of each request first. Never what a request is about: that is the doors'.
import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { validRequestId } from "./request";

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

// This module is loaded once beside the server and once by its pages; what one says the other must hear.
const remembered = globalThis as { charterMediaAway?: Set<string> };

/**
 * From now on each request has its id before Next sees it, each answer says it, a path that is no valid encoding leads
 * nowhere, as any other unknown one, and pages answer {@link answerAway}. Call it once, before the first request.
 */
export function standAroundNext(): void {
  const away = new Set<string>();
  remembered.charterMediaAway = away;
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as Exchange;
    const given = request.headers["x-request-id"];
    const requestId = validRequestId(typeof given === "string" ? given : null);
    request.headers["x-request-id"] = requestId;
    request.url = readable(request.url ?? "/");
    response.setHeader("x-request-id", requestId);
    response.once("close", () => away.delete(requestId));
    sayWhenAway(response, () => away.has(requestId));
  });
}

/** Lets the page of this request answer 503 with `Retry-After`, where Next only knows 500. */
export function answerAway(requestId: string): void {
  remembered.charterMediaAway?.add(requestId);
}

function sayWhenAway(response: ServerResponse, isAway: () => boolean): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, ...more: never[]) => {
    if (!isAway() || status !== 500) return writeHead(status, ...more);
    response.statusMessage = "";
    response.setHeader("retry-after", "2");
    return writeHead(503, ...more);
  };
}

/** The address, its path taken literally when it is no valid encoding. */
function readable(url: string): string {
  const [path = "", ...query] = url.split("?");
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll("%", "%25"), ...query].join("?");
  }
}

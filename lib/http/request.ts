// What every door reads from a request: its id, whether it came from our own pages, its JSON, its address.
import "server-only";
import { isIPv6 } from "node:net";
import { setImmediate } from "node:timers/promises";
import { env } from "@/lib/env";
import { fail } from "@/lib/errors/app-error";

const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/;
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const MAX_JSON_BYTES = 1024 * 1024;
const AWAY_BYTES = 64 * 1024 * 1024;
const AWAY_MS = 30_000;
// The one character that PostgreSQL can keep in no text, escaped as JSON must.
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** The caller's request id when it is well formed, else a fresh one. */
export function requestIdOf(headers: Headers): string {
  return validRequestId(headers.get("x-request-id"));
}

/** This id when it is well formed, else a fresh one. */
export function validRequestId(given: string | null): string {
  return given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();
}

/**
 * Lets unsafe methods through only from the product's own pages, or from clients that send no Origin.
 *
 * @throws AppError bad_origin
 */
export function requireOwnOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  if (request.headers.get("sec-fetch-site") === "cross-site") fail("bad_origin");
  const origin = request.headers.get("origin");
  if (origin === null) return;
  const host = request.headers.get("host");
  if (!URL.canParse(origin) || new URL(origin).host !== host) fail("bad_origin");
}

/**
 * The JSON body, read up to 1 MB, without NUL characters.
 *
 * @throws AppError invalid_json
 */
export async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  const read = () => reader?.read().catch(brokenOff);
  for (let next = await read(); reader && next?.value; next = await read()) {
    bytes += next.value.byteLength;
    if (bytes > MAX_JSON_BYTES) {
      void readAway(reader);
      fail("invalid_json");
    }
    chunks.push(next.value);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (NUL.test(text)) fail("invalid_json");
  try {
    return JSON.parse(text);
  } catch {
    return fail("invalid_json");
  }
}

/** Whoever sent it has gone and will not see this answer; it is no fault of ours. */
const brokenOff = (cause: unknown) => fail("invalid_json", {}, { cause });

export type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Reads the rest of a refused body and throws it away, as much as an honest sender may still have on its way: the
 * connection can't take its next request before. The refusal goes first. Never throws.
 */
export async function readAway(reader: BodyReader): Promise<void> {
  // Also ends a read that is waiting for a silent sender.
  const late = setTimeout(() => void reader.cancel().catch(() => {}), AWAY_MS);
  let bytes = 0;
  try {
    await setImmediate();
    while (bytes < AWAY_BYTES) {
      const { value } = await reader.read();
      if (!value) return;
      bytes += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The sender is gone, and the connection with it.
  } finally {
    clearTimeout(late);
  }
}

/** The caller's network address as the platform says it; undefined where no trusted proxy does. */
export function clientAddress(headers: Headers): string | undefined {
  const { TRUSTED_IP_HEADER } = env("app");
  return (TRUSTED_IP_HEADER && headers.get(TRUSTED_IP_HEADER)) || undefined;
}

/** Who is limited by a network address: an IPv6 customer has a whole /64 to call from. */
export function networkOf(address: string): string {
  const url = `http://[${address}]`;
  if (!isIPv6(address) || !URL.canParse(url)) return address;
  const canonical = new URL(url).hostname.slice(1, -1).replace(/^::/, "0::");
  // An IPv4 address in IPv6 clothes.
  if (canonical.startsWith("0::ffff:")) return canonical;
  const [head = [], tail = []] = canonical.split("::").map((half) => half.split(":"));
  const zeros = Array(8 - head.length - tail.length).fill("0");
  return [...head, ...zeros, ...tail].slice(0, 4).join(":");
}

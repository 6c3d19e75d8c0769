// What the stack's two HTTP servers share: listening on loopback, JSON, faults for outage tests.
import { createServer } from "node:http";

const MAX_JSON_BYTES = 8 * 1024 * 1024;

/**
 * A test's answer in place of the server's: never answering, breaking the connection, doing the work
 * but losing the answer, or answering something else. A promise delays the request.
 *
 * @typedef {"hang" | "reset" | "lose-answer" | { status: number, body: string | object, headers?: Record<string, string> } | undefined} FaultAnswer
 * @typedef {(req: import("node:http").IncomingMessage) => FaultAnswer | Promise<FaultAnswer>} Fault
 */

/**
 * Listens on 127.0.0.1. A handler that throws gets its connection closed.
 *
 * @param {number} port 0 for any free one
 * @param {(req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse) => Promise<void>} handle
 */
export async function listen(port, handle) {
  /** @type {Fault | undefined} */
  let fault;
  const server = createServer(async (req, res) => {
    try {
      const instead = await fault?.(req);
      if (instead === "hang") return;
      if (instead === "reset") return void req.socket.destroy();
      if (instead === "lose-answer") return await handle(req, withoutAnswer(res));
      if (instead === undefined) return await handle(req, res);
      const { status, body, headers = {} } = instead;
      req.resume();
      res.writeHead(status, { "content-type": "application/json", ...headers });
      res.end(typeof body === "string" ? body : JSON.stringify(body));
    } catch (error) {
      // Somebody who hung up is no error.
      if (!res.destroyed) console.error(error);
      res.destroy();
    }
  });
  // Large uploads over a slow link may take longer than Node's default of five minutes.
  server.requestTimeout = 0;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    /** @param {Fault | undefined} next */
    setFault(next) {
      fault = next;
    },
    /** @returns {Promise<void>} */
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The connection breaks at the moment the answer would go out.
 * @param {import("node:http").ServerResponse} res
 */
function withoutAnswer(res) {
  res.writeHead = () => {
    res.destroy();
    return res;
  };
  return res;
}

/**
 * @param {import("node:http").ServerResponse} res
 * @param {number} status
 * @param {unknown} body
 */
export function sendJson(res, status, body) {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
  });
  res.end(text);
  // An early refusal leaves a body unread; taking it in lets the sender read the answer.
  res.req.resume();
}

/**
 * The body as it comes. Leaving off half way keeps the connection, so that a refusal can be answered.
 *
 * @param {import("node:http").IncomingMessage} req
 * @returns {AsyncIterable<Buffer>}
 */
export function bodyOf(req) {
  return req.iterator({ destroyOnReturn: false });
}

/**
 * @param {import("node:http").IncomingMessage} req
 * @returns {Promise<unknown>} undefined when it is not JSON
 */
export async function readJson(req) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of bodyOf(req)) {
    bytes += chunk.byteLength;
    if (bytes > MAX_JSON_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

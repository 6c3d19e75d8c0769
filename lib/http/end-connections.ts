// How connections end when the server is told to. Node's own way waits for each that is kept open until it has
// been idle for as long as idle connections are kept, and for those that a browser opened and never used.
import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** For this long a request may still arrive on a connection that was opened for it. */
const LATE_MS = 500;
/**
 * After this no answer is waited for any more: platforms kill what has not ended ten seconds after SIGTERM, and
 * traces are still to be sent.
 */
const LAST_MS = 8_500;

interface Exchange {
  socket: Socket;
  response: ServerResponse;
}

/**
 * From SIGTERM on, each connection ends with the answer it waits for, and one that waits for none ends soon. After
 * eight and a half seconds all are cut: what they were about is then as after a crash, which nothing acknowledged minds.
 * Call it once, before the server takes its first request.
 */
export function endConnectionsWithTheServer(): void {
  /** By connection, the answer that it waits for. */
  const open = new Map<Socket, ServerResponse | null>();
  let isEnding = false;

  subscribe("net.server.socket", (message) => {
    const { socket } = message as { socket: Socket };
    open.set(socket, null);
    socket.once("close", () => open.delete(socket));
  });
  subscribe("http.server.request.start", (message) => {
    const { socket, response } = message as Exchange;
    open.set(socket, response);
    if (isEnding) response.setHeader("connection", "close");
  });
  subscribe("http.server.response.finish", (message) => {
    const { socket } = message as Exchange;
    if (isEnding) socket.end();
    else if (open.has(socket)) open.set(socket, null);
  });

  const end = () => {
    isEnding = true;
    for (const response of open.values())
      if (response && !response.headersSent) response.setHeader("connection", "close");
    setTimeout(() => {
      for (const [socket, response] of open) if (!response) socket.destroy();
    }, LATE_MS);
    setTimeout(() => {
      for (const socket of open.keys()) socket.destroy();
    }, LAST_MS);
  };
  process.once("SIGTERM", end).once("SIGINT", end);
}

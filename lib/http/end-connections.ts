// How connections end when the server is told to. Node's own way waits for each that is kept open until it has
// been idle for as long as idle connections are kept, and for those that a browser opened and never used; it resets
// those whose request has arrived and was not read yet, and those whose answer is still on its way.
import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** For this long a request may still arrive: on a connection that is open, or on a new one. */
const LATE_MS = 500;
/** A process that is too busy to listen meanwhile looks this often before it says that nothing came. */
const LATE_TURNS = 10;
/**
 * After this no answer is waited for any more: platforms kill what has not ended ten seconds after SIGTERM, and
 * traces are still to be sent.
 */
const LAST_MS = 8_500;

interface Exchange {
  server: Server;
  socket: Socket;
  response: ServerResponse;
}

/**
 * From SIGTERM on, new requests are taken for half a second more. Each connection ends with the answer it waits for, and
 * one that waits for none when it has been of no use for as long. After eight and a half seconds all are cut: what they
 * were about is then as after a crash, which nothing acknowledged minds. Call it once, before the server's first answer.
 */
export function endConnectionsWithTheServer(): void {
  /** By connection, the answer that it waits for. */
  const open = new Map<Socket, ServerResponse | null>();
  let isEnding = false;
  const endUnused = async (socket: Socket) => {
    await late();
    if (open.get(socket) === null) socket.destroy();
  };
  const rest = (socket: Socket) => {
    open.set(socket, null);
    if (isEnding) void endUnused(socket);
  };

  subscribe("net.server.socket", (message) => {
    const { socket } = message as { socket: Socket };
    rest(socket);
    socket.once("close", () => open.delete(socket));
  });
  subscribe("http.server.request.start", (message) => {
    const { server, socket, response } = message as Exchange;
    closeLate(server);
    open.set(socket, response);
    if (isEnding) response.setHeader("connection", "close");
  });
  subscribe("http.server.response.finish", (message) => {
    const { socket, response } = message as Exchange;
    if (open.get(socket) === response) rest(socket);
  });

  const end = () => {
    isEnding = true;
    for (const [socket, response] of open) {
      if (!response) void endUnused(socket);
      else if (!response.headersSent) response.setHeader("connection", "close");
    }
    setTimeout(() => {
      for (const socket of open.keys()) socket.destroy();
    }, LAST_MS);
  };
  process.once("SIGTERM", end).once("SIGINT", end);
}

const late = async () => {
  for (let turn = 0; turn < LATE_TURNS; turn++) await delay(LATE_MS / LATE_TURNS);
};

const closingLate = new WeakSet<Server>();

/** Lets this server listen a little longer than Next wants, which closes it with the signal, and its connections be. */
function closeLate(server: Server): void {
  if (closingLate.has(server)) return;
  closingLate.add(server);
  server.closeIdleConnections = () => {};
  const close = server.close.bind(server);
  server.close = (done) => {
    void late().then(() => close(done));
    return server;
  };
}

// A bad connection between a browser and the product: as slow as asked on the way up, and cut at will. It
// counts what came through, so that what a page says of its uploads can be held against it.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface SlowLine {
  /** What the browser opens instead of the product's own address. */
  url: string;
  /** Bytes that the product was given, of all requests. */
  receivedBytes: () => number;
  /** Photos that the product said it has stored. */
  stored: () => number;
  setSpeed: (bytesPerSec: number) => void;
  /** Keeps back what the product answers to uploads, until told otherwise. */
  holdAnswers: (isHeld: boolean) => void;
  /** Breaks every connection and takes no new one. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

/** A line to the product at this address. All that goes up shares its speed. */
export async function openSlowLine(to: string, bytesPerSec: number): Promise<SlowLine> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let [speed, received, stored, isCut] = [bytesPerSec, 0, 0, false];
  let turn: Promise<void> = Promise.resolve();
  let isHeld = false;
  const held: (() => void)[] = [];

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  const server = createServer({ highWaterMark: 16 * 1024 }, (near) => {
    keep(near);
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    keep(far);
    let isUpload = false;
    near.on("data", (chunk) => {
      const [, method, path] = /^([A-Z]+) (\S+) HTTP/.exec(chunk.toString("latin1", 0, 200)) ?? [];
      if (method) isUpload = method === "POST" && path === "/api/media/photo";
      near.pause();
      turn = turn.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, (1000 * chunk.length) / speed));
        if (near.destroyed || far.destroyed) return;
        received += chunk.length;
        far.write(chunk);
        near.resume();
      });
    });
    far.on("data", (chunk) => {
      if (chunk.toString("latin1", 0, 12) === "HTTP/1.1 201") stored++;
      if (isHeld && isUpload) held.push(() => near.write(chunk));
      else near.write(chunk);
    });
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    receivedBytes: () => received,
    stored: () => stored,
    setSpeed: (next) => {
      speed = next;
    },
    holdAnswers: (next) => {
      isHeld = next;
      if (!isHeld) for (const answer of held.splice(0)) answer();
    },
    cut,
    mend: () => {
      isCut = false;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

// A wire between the product and its database that can be cut at the worst moment, for outage tests.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * What becomes of some bytes on their way to the database: the connection breaks before they arrive, or
 * they arrive and are carried out, and the connection breaks before the answer. A promise holds them until it settles.
 *
 * @typedef {(bytes: Buffer) => "reset" | "lose-answer" | Promise<void> | undefined} WireFault
 *
 * @typedef {object} DatabaseProxy
 * @property {string} url the database's address by way of this proxy
 * @property {(fault?: WireFault) => void} setFault asked of whatever is sent to the database; none without one
 * @property {() => void} close
 */

/**
 * Starts a proxy before the database at this address, on any free port of loopback.
 *
 * @param {string} databaseUrl
 * @returns {Promise<DatabaseProxy>}
 */
export async function startDatabaseProxy(databaseUrl) {
  const target = new URL(databaseUrl);
  /** @type {WireFault | undefined} */
  let fault;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isLosing = false;
    client.on("data", (bytes) => {
      const instead = isLosing ? undefined : fault?.(bytes);
      if (instead === "reset") return void client.destroy();
      // Whoever sent them waits for their answer, so nothing else comes this way meanwhile.
      if (instead instanceof Promise) return void instead.then(() => upstream.write(bytes));
      isLosing ||= instead === "lose-answer";
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (isLosing) client.destroy();
      else client.write(bytes);
    });
    for (const [socket, other] of /** @type {const} */ ([
      [client, upstream],
      [upstream, client],
    ])) {
      socket.on("error", () => {});
      socket.on("close", () => other.destroy());
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    url: url.href,
    setFault: (next) => {
      fault = next;
    },
    close: () => void server.close(),
  };
}

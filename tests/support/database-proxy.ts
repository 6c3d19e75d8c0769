// A wire between the product and the database that a test can cut at the worst moment.
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

export interface DatabaseProxy {
  /** The database's address by way of this proxy. */
  url: string;
  /** The next COMMIT reaches the server and is carried out; its answer, and the connection, are lost. */
  loseAnswerToCommit(): void;
  close(): void;
}

/** Starts a proxy before the database at this address. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  let armed = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let losing = false;
    client.on("data", (bytes) => {
      if (armed && bytes.includes("COMMIT")) [armed, losing] = [false, true];
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (losing) client.destroy();
      else client.write(bytes);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on("error", () => {});
      socket.on("close", () => other.destroy());
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    loseAnswerToCommit: () => {
      armed = true;
    },
    close: () => server.close(),
  };
}

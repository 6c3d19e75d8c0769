// Connections to Postgres, none of which is ever waited for without end.
import "server-only";
import { Socket } from "node:net";
import pg from "pg";
import { env } from "@/lib/env";

// Together under 4 s: what a request may wait for a connection, or for an answer on the one it has.
const CONNECT_MS = 3_000;
const SILENCE_MS = 3_500;

/**
 * A pool that hangs up on a server which keeps silent. pg's own `query_timeout` must not be used: it
 * leaves the connection open and gives it back in the middle of its transaction, so that a ROLLBACK that
 * was never sent lets the next request commit what this one was refused.
 */
export function openPool(): pg.Pool {
  const { DATABASE_URL, DATABASE_POOL_MAX } = env("database");
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 60_000,
  });
  pool.on("connect", (client) => {
    const socket = socketOf(client);
    socket?.on("timeout", () => socket.destroy(new Error("Connection terminated: no answer")));
  });
  // Only while somebody waits: an idle connection may be silent.
  pool.on("acquire", (client) => socketOf(client)?.setTimeout(SILENCE_MS));
  pool.on("release", (_error, client) => socketOf(client)?.setTimeout(0));
  return pool;
}

function socketOf(client: pg.Client): Socket | undefined {
  const { stream } = client.connection;
  return stream instanceof Socket ? stream : undefined;
}

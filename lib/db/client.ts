// The pool, the transaction and the translation of outages. The only room that says Prisma is this
// folder; no product rule lives here.
import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { isLockTimeout, isWriteConflict, outageOf } from "./failure";
import { PrismaClient } from "./generated/client";
import { openPool } from "./pool";
import { schemaIsThere } from "./schema-version";

// Longer than the pool takes to fail, so that the failure tells an outage from an overload.
const TRANSACTION_WAIT_MS = 5_000;
const TRANSACTION_MS = 8_000;
const CONFLICT_RETRIES = 3;

function connect() {
  const adapter = new PrismaPg(openPool(), { disposeExternalPool: true });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: TRANSACTION_WAIT_MS, timeout: TRANSACTION_MS },
  });
  const anySchema = translated(prisma, async () => {});
  let isThere = false;
  let looking: Promise<boolean> | undefined;
  /** Asks until the database has what this build was written against, and never again after that. */
  const requireSchema = async (): Promise<void> => {
    if (isThere) return;
    looking ??= schemaIsThere(anySchema).finally(() => {
      looking = undefined;
    });
    isThere = await looking;
    if (!isThere) throw new AppError("schema_behind");
  };
  return { client: translated(prisma, requireSchema), anySchema, requireSchema };
}

/** A view of the client that does `before` each statement and says outages in the catalogue's words. */
function translated(prisma: PrismaClient, before: () => Promise<void>) {
  return prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        await before();
        try {
          return await query(args);
        } catch (error) {
          throw outageOf(error) ?? error;
        }
      },
    },
  });
}

type Connection = ReturnType<typeof connect>;
type Client = Connection["client"];
/** Inside a transaction. Name the parameter `tx`, so that a query outside of it is seen in review. */
export type Tx = Parameters<Parameters<Client["$transaction"]>[0]>[0];
/** The first parameter of every repository function: the pool or a transaction. */
export type Db = Client | Tx;

// Hot reload evaluates this module again and again; one pool must survive it.
const remembered = globalThis as { charterMediaDb?: Connection };

function connection(): Connection {
  remembered.charterMediaDb ??= connect();
  return remembered.charterMediaDb;
}

/**
 * The process's pool, opened on first use. An outage surfaces as `database_unavailable` or `busy`, a database
 * that is older than this build as `schema_behind`: nothing is read or written then.
 */
export function db(): Client {
  return connection().client;
}

/** The same pool for questions about the database itself, whatever its schema. Never writes. */
export function dbOfAnySchema(): Client {
  return connection().anySchema;
}

/** Closes the pool; for scripts and tests. */
export async function disconnect(): Promise<void> {
  await remembered.charterMediaDb?.client.$disconnect();
  delete remembered.charterMediaDb;
}

/**
 * Runs `work` in one transaction with lock, statement and idle time-outs, again up to 3 times when the
 * database reports a write conflict. `work` must not touch the network and may run more than once.
 *
 * @param options `onLockTimeout` the refusal when another transaction holds a row for over 2 s
 * @throws AppError busy when it took too long or conflicts did not end; database_unavailable; schema_behind
 */
export async function inTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  options: { onLockTimeout?: ErrorCode } = {},
): Promise<T> {
  // Before a connection is held, because it asks on another.
  await connection().requireSchema();
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(async (tx) => {
        // Per transaction, because a transaction-mode pooler refuses or forgets settings of a session; and
        // shorter than the pool's patience, so that what is merely slow is not taken for an outage. A process
        // that vanishes or is frozen lets go of its locks, later than a living one ends its transaction.
        await tx.$executeRaw`SELECT set_config('lock_timeout', '2s', true), set_config('statement_timeout', '3s', true),
          set_config('idle_in_transaction_session_timeout', '10s', true)`;
        return work(tx);
      });
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (isLockTimeout(error))
        throw new AppError(options.onLockTimeout ?? "busy", {}, { cause: error });
      if (!isWriteConflict(error)) throw outageOf(error) ?? error;
      if (attempt > CONFLICT_RETRIES) throw new AppError("busy", {}, { cause: error });
      await new Promise((resume) => setTimeout(resume, 20 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}

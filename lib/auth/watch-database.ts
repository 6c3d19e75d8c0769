// better-auth swallows some database errors and answers as if nobody were signed in, or as if all went
// well. This remembers them, so that an outage is answered as one.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { DBAdapter, DBAdapterInstance } from "better-auth";
import { isAPIError } from "better-auth/api";

/** What a piece of better-auth's work met with. */
export interface Attempt {
  /** The first database error in it, even one that did not surface. */
  failure?: unknown;
}

const attempts = new AsyncLocalStorage<Attempt>();

/** Runs the work and notes the first failure of the database in `attempt`. */
export function attempting<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  return attempts.run(attempt, work);
}

/** The adapter, each of whose failures is noted in the {@link attempting} around it. */
export function watched(create: DBAdapterInstance): DBAdapterInstance {
  return (options) => watch(create(options));
}

function watch<A extends Omit<DBAdapter, "transaction">>(adapter: A): A {
  return new Proxy(adapter, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        const attempt = attempts.getStore();
        // One wait for a database that does not answer is enough.
        if (attempt?.failure !== undefined) throw attempt.failure;
        try {
          return await member.apply(target, name === "transaction" ? args.map(watchWithin) : args);
        } catch (error) {
          // A refusal inside a transaction comes this way too.
          if (attempt && !isAPIError(error)) attempt.failure ??= error;
          throw error;
        }
      };
    },
  });
}

/** A transaction's callback, given a watched adapter. */
function watchWithin(argument: unknown): unknown {
  if (typeof argument !== "function") return argument;
  return (transaction: DBAdapter) => argument(watch(transaction));
}

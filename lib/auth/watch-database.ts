// better-auth swallows some database errors and answers as if nobody were signed in, or as if all went
// well. This remembers them, so that an outage is answered as one.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { DBAdapter, DBAdapterInstance } from "better-auth";
import { isAPIError } from "better-auth/api";

const attempts = new AsyncLocalStorage<{ failure?: unknown }>();

/** Runs the work and tells the first database error in it, even one that did not surface. */
export async function withFailure<T>(
  work: () => Promise<T>,
): Promise<{ value: T; failure: unknown }> {
  const attempt: { failure?: unknown } = {};
  const value = await attempts.run(attempt, work);
  return { value, failure: attempt.failure };
}

/** The adapter, each of whose failures is remembered for {@link withFailure}. */
export function watched(create: DBAdapterInstance): DBAdapterInstance {
  return (options) => watch(create(options));
}

function watch<A extends Omit<DBAdapter, "transaction">>(adapter: A): A {
  return new Proxy(adapter, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        try {
          return await member.apply(target, name === "transaction" ? args.map(watchWithin) : args);
        } catch (error) {
          const attempt = attempts.getStore();
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

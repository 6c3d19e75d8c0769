// The Idempotency-Key of a request, by which a client says that it means the same thing once more.
import "server-only";
import { idempotencyKey } from "@/lib/domain/media/schema";
import { fail } from "@/lib/errors/app-error";

/**
 * The Idempotency-Key of a request that has to have one.
 *
 * @throws AppError invalid_payload when there is none, or it is not a key
 */
export function requireKey(headers: Headers): string {
  return (
    readKey(headers) ?? fail("invalid_payload", { errors: { "Idempotency-Key": "is needed" } })
  );
}

/**
 * The Idempotency-Key of a request; undefined when there is none.
 *
 * @throws AppError invalid_payload for one that is not a key
 */
export function readKey(headers: Headers): string | undefined {
  const given = headers.get("idempotency-key");
  if (given === null) return undefined;
  const result = idempotencyKey.safeParse(given);
  if (!result.success) fail("invalid_payload", { errors: { "Idempotency-Key": "is not a key" } });
  return result.data;
}

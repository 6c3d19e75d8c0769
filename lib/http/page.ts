// The pages' door: proves the actor of this page, reads, and turns refusals into the right screen.
import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { ERRORS } from "@/lib/errors/catalogue";
import { refusalOf } from "./answer";
import { answerAway } from "./around-next";
import { type Actors, authenticate } from "./authenticate";
import { finishRequest } from "./finish-request";
import { requestIdOf } from "./request";

/**
 * Reads what a page shows, for a proven actor. No session leads to sign-in and back; a wrong role and
 * a missing object look the same: the not-found page. Anything else reaches app/error.tsx, with the
 * refusal's own status.
 *
 * @param here the page's own address, to come back to after sign-in
 */
export async function forPage<K extends keyof Actors, T>(
  as: K,
  here: string,
  read: (actor: Actors[K]) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const given = await headers();
  const requestId = requestIdOf(given);
  const finish = (role: string, status: number, code?: string, cause?: unknown) =>
    finishRequest(
      {
        requestId,
        method: "GET",
        // Without the query, which may hold what somebody searched for.
        route: here.split("?")[0] ?? here,
        role,
        status,
        ...(code && { code }),
        ms: Math.round(performance.now() - startedAt),
      },
      cause,
    );
  let role = "anonymous";
  try {
    const actor = await authenticate(as, given, requestId);
    role = actor?.as ?? role;
    const view = await read(actor);
    finish(role, 200);
    return view;
  } catch (error) {
    const refusal = refusalOf(error);
    const { code, options } = refusal;
    if (code === "unauthorized") {
      finish(role, 307, code);
      redirect(`/sign-in?next=${encodeURIComponent(here)}`);
    }
    if (code === "not_found" || code === "forbidden") {
      finish(role, 404, code);
      notFound();
    }
    const { status } = ERRORS[code];
    finish(role, status, code, options.cause);
    if (status === 503) answerAway(requestId);
    // The digest is all that Next hands to app/error.tsx, which shows the code's words and the id. Next also prints
    // what it is thrown: where it came from stands in the request's own line already.
    throw Object.assign(new Error(code), { stack: code, digest: `${code}:${requestId}` });
  }
}

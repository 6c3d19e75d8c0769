// Who is asking. The only place that mints an Actor; the session is read from the database on every
// request, so that a suspended or demoted user loses access at once.
import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { cache } from "react";
import { readSession, type SessionOwner, type SessionUser } from "@/lib/auth/read-session";
import type { Actor, Admin, Captain, Staff, System } from "@/lib/domain/actor";
import { env } from "@/lib/env";
import { fail } from "@/lib/errors/app-error";

/** What a door may ask for, and the actor it hands to the use case. */
export interface Actors {
  anyone: undefined;
  captain: Captain;
  staff: Staff;
  admin: Admin;
  system: System;
}

/** {@link readSession}, asked once while a page renders, however many of its parts want to know. */
export const sessionOf = cache(readSession);

const isStaff = ({ role }: SessionUser) => role === "STAFF" || role === "ADMIN";

const staffFacts = ({ id, signedInSeconds }: SessionOwner, requestId: string) =>
  ({ as: "staff", userId: id, signedInSeconds, requestId }) as const;

function mint<A extends Actor>(
  facts: Omit<A, keyof { [K in keyof A as K extends symbol ? K : never]: 1 }>,
): A {
  return facts as A;
}

/**
 * Proves the actor a door asks for.
 *
 * @throws AppError unauthorized without a valid session (or token, for "system"); forbidden for a wrong role
 */
export async function authenticate<K extends keyof Actors>(
  as: K,
  headers: Headers,
  requestId: string,
): Promise<Actors[K]> {
  const prove: { [A in keyof Actors]: () => Promise<Actors[A]> } = {
    anyone: async () => undefined,
    system: async () =>
      bearerIs(headers, env("operations").CRON_SECRET)
        ? mint<System>({ as: "system", requestId })
        : fail("unauthorized"),
    captain: async () => {
      const user = (await sessionOf(headers)) ?? fail("unauthorized");
      return mint<Captain>({ as: "captain", userId: user.id, requestId });
    },
    staff: async () => {
      const user = (await sessionOf(headers)) ?? fail("unauthorized");
      if (!isStaff(user)) fail("forbidden");
      const isAdmin = user.role === "ADMIN";
      return mint<Staff>({ ...staffFacts(user, requestId), isAdmin });
    },
    admin: async () => {
      const user = (await sessionOf(headers)) ?? fail("unauthorized");
      if (user.role !== "ADMIN") fail("forbidden");
      return mint<Admin>({ ...staffFacts(user, requestId), isAdmin: true });
    },
  };
  return prove[as]();
}

/** Who may see figures of the business at /api/health: the holder of HEALTH_TOKEN, or staff. Never throws. */
export async function mayWatch(headers: Headers): Promise<boolean> {
  if (bearerIs(headers, env("operations").HEALTH_TOKEN)) return true;
  // Without the database nobody is known, and there is nothing to see.
  const user = await sessionOf(headers).catch(() => null);
  return user !== null && isStaff(user);
}

/** An operator's command at the console acts as the system; whoever can run it owns the machine. */
export function consoleActor(): System {
  return mint<System>({ as: "system", requestId: crypto.randomUUID() });
}

/** Whether `Authorization: Bearer …` is this secret, in constant time. An unset secret never matches. */
export function bearerIs(headers: Headers, secret: string | undefined): boolean {
  const given = headers.get("authorization");
  if (!secret || !given || !/^bearer /i.test(given)) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given.slice("Bearer ".length)), digest(secret));
}

// Mints actors for tests that call use cases directly. The app's only mint is lib/http/authenticate.ts.
import type { Captain, Staff, System } from "@/lib/domain/actor";

const requestId = "00000000-0000-4000-8000-000000000000";

export const captainActor = (userId: string): Captain =>
  ({ as: "captain", userId, requestId }) as Captain;
export const staffActor = (userId: string, isAdmin = false): Staff =>
  ({ as: "staff", userId, isAdmin, signedInSeconds: 0, requestId }) as Staff;
export const systemActor = (): System => ({ as: "system", requestId }) as System;

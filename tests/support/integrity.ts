// The integrity desk as staff reach it: its list, its check and its fixes, at their addresses.
import { expect } from "vitest";
import { POST as fix } from "@/app/api/staff/integrity/fix/route";
import { GET as list } from "@/app/api/staff/integrity/route";
import { db } from "@/lib/db/client";
import type { FindingKind } from "@/lib/domain/integrity/kinds";
import { reconcileStore } from "@/lib/domain/integrity/reconcile-store";
import type { FindingsPage, FindingView } from "@/lib/domain/integrity/schema";
import { expectShape } from "../integration/http/shapes";
import { systemActor } from "./actors";
import { call } from "./http";

/** A round of the schedule. */
export const check = () => reconcileStore(systemActor(), { dryRun: false });

/** A page of the list, by the search of its address. */
export async function listed(cookie: string, search = ""): Promise<FindingsPage> {
  const answer = await call(list, { path: `/api/staff/integrity${search}`, cookie });
  expectShape(answer, 200, "findings");
  return answer.body;
}

/** The newest finding of a kind. */
export async function newest(cookie: string, kind: FindingKind): Promise<FindingView> {
  const [finding] = (await listed(cookie, `?kind=${kind}`)).findings;
  if (!finding) throw new Error(`no finding of the kind ${kind} is listed`);
  return finding;
}

/** Asks for fixes of one kind. */
export const mend = (
  cookie: string,
  { kind, ids }: { kind: FindingKind; ids: readonly string[] },
  reason: string | undefined = "Asked by phone",
) => call(fix, { cookie, body: { kind, ids, ...(reason !== undefined && { reason }) } });

/** Fixes one finding; what was done, or the code of why not. */
export async function outcomeOf(cookie: string, { id, kind }: { id: string; kind: FindingKind }) {
  const answer = await mend(cookie, { kind, ids: [id] });
  expectShape(answer, 200, "fixed");
  const { done, failed } = answer.body;
  expect([...done, ...failed].map((one: { id: string }) => one.id)).toEqual([id]);
  return done[0]?.outcome ?? failed[0]?.error;
}

/** What is on record, the oldest first. */
export const actions = async () =>
  (await db().auditLog.findMany({ orderBy: { at: "asc" } })).map(({ action }) => action);

// One action on some media, each item by itself, in transactions of one captain each. Who may, was proven.
import "server-only";
import { findNewest } from "@/lib/db/audit-list-repo";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction, type Tx } from "@/lib/db/client";
import * as actionRepo from "@/lib/db/staff-action-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import type { MediaActionInput } from "@/lib/domain/staff/schema";
import { AppError, fail } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { actOnItem } from "./act-on-item";
import { mediaState } from "./rules";

type Row = actionRepo.ActedRow;
type Verdicts = Map<string, ErrorCode | "done">;

/** In whose name, and what the audit entries name as their request. */
export type Acting = Pick<Staff, "as" | "userId" | "isAdmin" | "requestId">;

interface Acted {
  done: Row[];
  failed: { id: string; error: ErrorCode }[];
}

/**
 * Acts on each item that allows it at the moment, and says of every other why not, in the order they were
 * given; `done` are the rows as they were before. What is not begun by `until` (of performance.now())
 * is reported as busy.
 *
 * @throws AppError database_unavailable when nothing could be done
 */
export async function actOnItems(
  staff: Acting,
  input: MediaActionInput,
  until: number,
): Promise<Acted> {
  const seen = new Map(
    (await actionRepo.findActed(db(), input.mediaIds)).map((row) => [row.id, row]),
  );
  const verdicts: Verdicts = new Map(input.mediaIds.map((id) => [id, "not_found"]));
  const inOrder = input.mediaIds.flatMap((id) => seen.get(id) ?? []);
  for (const rows of byCaptain(inOrder)) {
    const outcome =
      performance.now() < until ? await actOnCaptains(staff, input, rows) : all(rows, "busy");
    for (const [id, verdict] of outcome) verdicts.set(id, verdict);
  }
  const done = input.mediaIds.filter((id) => verdicts.get(id) === "done");
  if (done.length === 0 && [...verdicts.values()].includes("database_unavailable"))
    fail("database_unavailable");
  return {
    done: done.flatMap((id) => seen.get(id) ?? []),
    failed: input.mediaIds.flatMap((id) => {
      const error = verdicts.get(id) ?? "not_found";
      return error === "done" ? [] : [{ id, error }];
    }),
  };
}

function byCaptain(rows: readonly Row[]): Row[][] {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) groups.set(row.captainId, [...(groups.get(row.captainId) ?? []), row]);
  return [...groups.values()];
}

const all = (rows: readonly Row[], verdict: ErrorCode): Verdicts =>
  new Map(rows.map(({ id }) => [id, verdict]));

/** The items of one captain, or of nobody: all of them decided, or none. */
async function actOnCaptains(
  staff: Acting,
  input: MediaActionInput,
  seen: readonly Row[],
): Promise<Verdicts> {
  try {
    return await inTransaction((tx) => decide(tx, staff, input, seen));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return all(seen, error.code);
  }
}

async function decide(
  tx: Tx,
  staff: Acting,
  input: MediaActionInput,
  seen: readonly Row[],
): Promise<Verdicts> {
  const captains = [seen[0]?.captainId, input.captainId].flatMap((id) => id ?? []);
  const owners = new Map((await actionRepo.lockCaptains(tx, captains)).map((own) => [own.id, own]));
  const ids = seen.map(({ id }) => id);
  const held = new Map((await actionRepo.lockActed(tx, ids)).map((row) => [row.id, row]));
  const newest = input.undoes ? await findNewest(tx, "CharterMedia", ids) : null;
  const verdicts: Verdicts = new Map();
  for (const before of seen) {
    const row = held.get(before.id);
    const owner = owners.get(row?.captainId ?? "") ?? null;
    if (row?.status !== "READY") {
      verdicts.set(before.id, "not_found");
      continue;
    }
    const isAsLeft = !newest || isLeftBy(input.undoes, newest.get(row.id), row);
    const isAsSeen = isFrom(before, input) && isAsLeft;
    const act = () => actOnItem({ tx, staff, input, row, owner }, before, isAsSeen);
    verdicts.set(before.id, await verdictOf(act));
  }
  await write(tx, staff, input, held, verdicts);
  return verdicts;
}

const isFrom = (row: Row, { from }: MediaActionInput) => !from || mediaState(row) === from;

/** Nobody on the staff acted on the row since that request, and it stands where the request left it. */
function isLeftBy(
  requestId: string | undefined,
  newest: { requestId: string | null; after: unknown } | undefined,
  row: Row,
): boolean {
  if (newest?.requestId !== requestId) return false;
  const left = newest?.after as Partial<ReturnType<typeof factsOf>> | null;
  const now = factsOf(row);
  return (
    (left?.state === "trash") === (now.state === "trash") &&
    DECIDED.every((fact) => left?.[fact] === now[fact])
  );
}

/** What an action decides; a draft that ends meanwhile, or a file that is missed, decides nothing. */
const DECIDED = ["captainId", "charterId", "rejectedReason", "reviewedAt"] as const;

async function verdictOf(act: () => Promise<void>): Promise<ErrorCode | "done"> {
  try {
    await act();
    return "done";
  } catch (error) {
    // An outage has ended the transaction; a refusal came before anything was written.
    if (!(error instanceof AppError) || OUTAGES.has(error.code)) throw error;
    return error.code;
  }
}

const OUTAGES: ReadonlySet<ErrorCode> = new Set(["database_unavailable", "busy"]);

/** One audit entry for each item that was changed. */
async function write(
  tx: Tx,
  staff: Acting,
  { action, reason }: MediaActionInput,
  before: ReadonlyMap<string, Row>,
  verdicts: Verdicts,
): Promise<void> {
  const ids = [...verdicts].flatMap(([id, verdict]) => (verdict === "done" ? [id] : []));
  if (ids.length === 0) return;
  const after = new Map((await actionRepo.findActed(tx, ids)).map((row) => [row.id, row]));
  await auditRepo.addAll(
    tx,
    ids.map((id) => ({
      actorId: staff.userId,
      actorRole: auditedAs(staff),
      entity: "CharterMedia",
      entityId: id,
      action,
      ...factsBoth(before.get(id), after.get(id)),
      ...(reason && { reason }),
      requestId: staff.requestId,
    })),
  );
}

function factsBoth(before: Row | undefined, after: Row | undefined) {
  if (!before || !after) throw new Error("a row vanished that was held");
  return { before: factsOf(before), after: factsOf(after) };
}

function factsOf(row: Row) {
  const { captainId, charterId, draftId, rejectedReason, reviewedAt, storageKey } = row;
  return {
    state: row.status === "DELETING" ? "purged" : mediaState(row),
    captainId,
    charterId,
    draftId,
    rejectedReason,
    reviewedAt: reviewedAt?.toISOString() ?? null,
    // After a purge nothing else tells which file it was.
    ...(row.status === "DELETING" && { storageKey }),
  };
}

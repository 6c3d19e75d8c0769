// Somebody tells us that something went wrong.
import "server-only";
import { db } from "@/lib/db/client";
import { addProblem, findFiled } from "@/lib/db/problem-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import type { FiledProblem, ProblemInput } from "./schema";

/** Files the report once a key: the same key again answers with what it filed first, and changes nothing. */
export async function reportProblem(
  captain: Captain,
  { words, page, requestId }: ProblemInput,
  key: string,
): Promise<FiledProblem> {
  const { userId } = captain;
  const made = await addProblem(db(), { userId, key, words, page, requestId: requestId ?? null });
  const filed = made ?? (await findFiled(db(), { userId, key })) ?? fail("internal");
  return {
    report: { id: filed.id, createdAt: filed.createdAt.toISOString() },
    replayed: made === null,
  };
}

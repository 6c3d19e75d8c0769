// What the success metrics are of the time since a moment, asked of the database by their own definitions: those
// that a deployment says of itself are diluted by the hours before it.
import { db } from "@/lib/db/client";
import { countFigures } from "@/lib/db/metrics-repo";
import { FAILURES, judgeMetrics } from "@/lib/domain/health/rules";
import type { FiguresTaken } from "./rollback-triggers";

/** Fewer failures than this are no rate yet, whatever their share of the first few requests. */
const FAILURES_OF_NOTE = 3;

/** Every metric, those of a day counted from `since` on. */
export async function figuresSince(since: Date): Promise<FiguresTaken["metrics"]> {
  const figures = await countFigures(db(), FAILURES, since);
  const isRate = figures.finalizeFailed === 0 || figures.finalizeFailed >= FAILURES_OF_NOTE;
  return judgeMetrics(isRate ? figures : { ...figures, finalizeAnswered: 0, finalizeFailed: 0 });
}

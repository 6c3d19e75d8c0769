// What every door does when it has its answer: one log line, and what the success metrics count.
import "server-only";
import { operationOf } from "@/lib/domain/operation/kinds";
import { recordOperation } from "@/lib/domain/operation/record-operation";
import { logRequest, type RequestLine } from "@/lib/log";
import { afterAnswer } from "./after-answer";

/** Logs the request at once and counts it after its answer. `cause` is what a 5xx came from. */
export function finishRequest(line: RequestLine, cause?: unknown): void {
  logRequest(line, cause);
  const operation = operationOf(line);
  if (!operation) return;
  const { requestId, ms, code: outcome = "ok" } = line;
  afterAnswer(requestId, () => recordOperation({ operation, outcome, ms, requestId }));
}

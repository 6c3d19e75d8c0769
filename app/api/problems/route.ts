import { reportProblem } from "@/lib/domain/problem/report-problem";
import { problemInput } from "@/lib/domain/problem/schema";
import { requireKey } from "@/lib/http/idempotency-key";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "problem.report",
    body: problemInput,
    run: async ({ actor, body, request }) =>
      reportProblem(actor, body, requireKey(request.headers)),
    status: ({ replayed }) => (replayed ? 200 : 201),
  }),
});

import { closeProblem } from "@/lib/domain/problem/close-problem";
import { closeProblemInput, problemParams } from "@/lib/domain/problem/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: problemParams,
    body: closeProblemInput,
    run: async ({ actor, params, body }) => closeProblem(actor, params.id, body.reason),
  }),
});

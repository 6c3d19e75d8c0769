import { listProblems } from "@/lib/domain/problem/list-problems";
import { problemsQuery } from "@/lib/domain/problem/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: problemsQuery,
    run: async ({ actor, query }) => listProblems(actor, query),
  }),
});

import { listFindings } from "@/lib/domain/integrity/list-findings";
import { findingsQuery } from "@/lib/domain/integrity/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: findingsQuery,
    run: ({ actor, query }) => listFindings(actor, query),
  }),
});

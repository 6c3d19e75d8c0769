import { listAudit } from "@/lib/domain/audit/list-audit";
import { auditQuery } from "@/lib/domain/audit/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: auditQuery,
    run: async ({ actor, query }) => listAudit(actor, query),
  }),
});

import { fixFindings } from "@/lib/domain/integrity/fix-findings";
import { fixInput } from "@/lib/domain/integrity/schema";
import { methods, route } from "@/lib/http/route";

/** Seconds: fifteen to begin fixes in, and one that the store is slow for. */
export const maxDuration = 30;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    body: fixInput,
    run: ({ actor, body }) => fixFindings(actor, body),
  }),
});

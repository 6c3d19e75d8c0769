import { reconcileStore } from "@/lib/domain/integrity/reconcile-store";
import { cleanupQuery } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

/** Seconds; the work itself stops at 50. */
export const maxDuration = 60;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "system",
    query: cleanupQuery,
    run: ({ actor, query }) => reconcileStore(actor, query),
  }),
});

import { cleanupQuery } from "@/lib/domain/media/schema";
import { tellChanges } from "@/lib/domain/operation/tell-changes";
import { alertPoster } from "@/lib/http/post-alert";
import { methods, route } from "@/lib/http/route";

/** Seconds; the work itself stops at 50. */
export const maxDuration = 60;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "system",
    query: cleanupQuery,
    run: ({ actor, query }) => tellChanges(actor, alertPoster(), query),
  }),
});

import { advanceCheck } from "@/lib/domain/integrity/advance-check";
import { methods, route } from "@/lib/http/route";

/** Seconds: three to begin steps in, and a slow one. */
export const maxDuration = 30;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ as: "staff", limit: "staff.write", run: ({ actor }) => advanceCheck(actor) }),
});

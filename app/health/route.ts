import { stamp } from "@/lib/http/answer";
import { requestIdOf } from "@/lib/http/request";
import { methods } from "@/lib/http/route";

// Liveness: says that the process can answer, and touches nothing, so that an outage elsewhere
// restarts nobody. It has no door for the same reason.
export const dynamic = "force-dynamic";

export function GET(request: Request): Response {
  return stamp(Response.json({ status: "pass" }), requestIdOf(request.headers));
}

export const { POST, PUT, PATCH, DELETE } = methods({ GET: async (request) => GET(request) });

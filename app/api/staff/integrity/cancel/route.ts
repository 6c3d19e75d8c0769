import { cancelCheck } from "@/lib/domain/integrity/cancel-check";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ as: "staff", limit: "staff.write", run: ({ actor }) => cancelCheck(actor) }),
});

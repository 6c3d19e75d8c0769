import { keepView } from "@/lib/domain/staff/keep-view";
import { keepViewInput } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    body: keepViewInput,
    status: () => 201,
    run: ({ actor, body }) => keepView(actor, body),
  }),
});

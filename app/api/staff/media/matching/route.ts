import { countMatching } from "@/lib/domain/media/count-matching";
import { reviewFilter } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: reviewFilter,
    run: ({ actor, query }) => countMatching(actor, query),
  }),
});

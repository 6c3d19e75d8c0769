import { listLibrary } from "@/lib/domain/library/list-library";
import { libraryQuery } from "@/lib/domain/library/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    query: libraryQuery,
    run: ({ actor, query }) => listLibrary(actor, query),
  }),
});

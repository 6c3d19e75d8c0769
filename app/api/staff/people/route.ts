import { listPeople } from "@/lib/domain/people/list-people";
import { peopleQuery } from "@/lib/domain/people/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "admin",
    query: peopleQuery,
    run: ({ actor, query }) => listPeople(actor, query),
  }),
});

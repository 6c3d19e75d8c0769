import { methods, refusing } from "@/lib/http/route";

const missing = refusing("not_found");

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: missing,
  POST: missing,
  PUT: missing,
  PATCH: missing,
  DELETE: missing,
});

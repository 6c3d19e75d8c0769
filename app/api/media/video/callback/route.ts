import { hearStore } from "@/lib/domain/video/hear-store";
import { uploadCompletion } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "anyone",
    body: uploadCompletion,
    run: ({ body, request }) => hearStore(body, request.headers.get("x-vercel-signature") ?? ""),
  }),
});

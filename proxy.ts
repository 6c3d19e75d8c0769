// Gives each page view its nonce and request id. Never touches /api: a proxied body is cut at 10 MB,
// and no door may depend on this file having run.
import { type NextRequest, NextResponse } from "next/server";
import { requestIdOf } from "@/lib/http/request";
import { pageContentSecurityPolicy } from "@/lib/http/security-headers";

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pageContentSecurityPolicy(nonce);
  const requestId = requestIdOf(request.headers);

  // Next reads the nonce for its own scripts from the request's policy.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-request-id", requestId);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  return response;
}

export const config = {
  matcher: ["/((?!api/|api$|health$|_next/static|_next/image|favicon.ico|icon|robots.txt).*)"],
};

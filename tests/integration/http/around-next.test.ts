// What a server gives its answers before and after whoever makes them, seen on a server that answers as Next does.
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerAway, standAroundNext } from "@/lib/http/around-next";

let server: Server;
const seen: { url?: string | undefined; requestId?: unknown } = {};
beforeAll(async () => {
  standAroundNext();
  server = createServer((asked, response) => {
    const { url, headers } = asked;
    Object.assign(seen, { url, requestId: headers["x-request-id"] });
    if (url === "/away" || url === "/gone") answerAway(String(seen.requestId));
    if (url === "/redirect") return response.writeHead(308, { location: "/" }).end();
    response.statusCode = url === "/away" || url === "/broken" ? 500 : 200;
    response.end("answered");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

/** As it is written: `fetch` would mend the address. */
function ask(path: string, requestId?: string) {
  const { port } = server.address() as AddressInfo;
  const headers = { ...(requestId !== undefined && { "x-request-id": requestId }) };
  return new Promise<{ status?: number | undefined; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      request({ port, path, headers, agent: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, headers: response.headers });
      })
        .once("error", reject)
        .end();
    },
  );
}

const UUID = /^[0-9a-f-]{36}$/;

test("every answer says its request's id, which whoever answers knows: the caller's when it is well formed", async () => {
  for (const path of ["/", "/redirect", "/broken"]) {
    const { headers } = await ask(path);
    expect(headers["x-request-id"]).toMatch(UUID);
    expect(headers["x-request-id"]).toBe(seen.requestId);
  }
  expect((await ask("/", "my-request-01")).headers["x-request-id"]).toBe("my-request-01");
  for (const wrong of ["short", "with space 123", "a".repeat(65), ""])
    expect((await ask("/", wrong)).headers["x-request-id"]).toMatch(UUID);
});

test.each([
  ["/api/media/%zz", "/api/media/%25zz"],
  ["/api/media/%ff?q=%zz", "/api/media/%25ff?q=%zz"],
  ["/%E0%A4%A?a?b", "/%25E0%25A4%25A?a?b"],
  ["/a%20b?q=%2F", "/a%20b?q=%2F"],
])("the path of %s is one that can be read: %s", async (path, read) => {
  await ask(path);
  expect(seen.url).toBe(read);
});

test("a page whose records are away is 503 and says when to come back; what broke is still 500", async () => {
  const away = await ask("/away");
  expect(away.status).toBe(503);
  expect(away.headers["retry-after"]).toMatch(/^\d+$/);
  const broken = await ask("/broken");
  expect(broken.status).toBe(500);
  expect(broken.headers["retry-after"]).toBeUndefined();
  // Said too late, when the answer has begun well.
  expect((await ask("/gone", "same-request-1")).status).toBe(200);
  expect((await ask("/broken", "same-request-1")).status).toBe(500);
});

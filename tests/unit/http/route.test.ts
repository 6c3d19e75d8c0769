import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError, fail } from "@/lib/errors/app-error";
import { methods, refusing, route } from "@/lib/http/route";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const context = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const request = (init: RequestInit = {}, url = "http://charters.example/api/things/t1") =>
  new Request(url, { ...init, headers: { host: "charters.example", ...init.headers } });

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const echo = route({
  as: "anyone",
  body: z.object({ name: z.string(), count: z.number().optional() }),
  run: async ({ body }) => body,
});

describe("the door", () => {
  test("answers plain JSON that no shared cache may keep, with a request id", async () => {
    const response = await echo(request({ method: "POST", body: '{"name":"a"}' }), context());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ name: "a" });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-request-id")).toMatch(UUID);
  });

  test("a well-formed request id is kept, any other is replaced", async () => {
    const idFor = async (given: string) => {
      const headers = { "x-request-id": given };
      const response = await refusing("not_found")(request({ headers }), context());
      return response.headers.get("x-request-id");
    };
    expect(await idFor("abcDEF-12345678")).toBe("abcDEF-12345678");
    for (const bad of ["short", "a".repeat(65), 'a"b{}: injected', "semi;colon-1234"])
      expect(await idFor(bad)).toMatch(UUID);
  });

  test("a refusal carries code, sentence, request id and details, and never its cause", async () => {
    const door = route({
      as: "anyone",
      run: async () => fail("missing_media", { found: 2, required: 3 }, { cause: "driver text" }),
    });
    const response = await door(request(), context());
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      error: "missing_media",
      message: expect.stringContaining("At least 3 photos"),
      requestId: response.headers.get("x-request-id"),
      found: 2,
      required: 3,
    });
    expect(text).not.toContain("driver text");
  });

  test("a bug is 500 internal; its text goes to the log and not to the answer", async () => {
    const door = route({
      as: "anyone",
      run: async () => {
        throw new Error("secret plan at host db.internal");
      },
    });
    const response = await door(request(), context());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret plan");
    expect(lines.join("")).toContain("secret plan");
  });

  test("429 and 503 say when to come back", async () => {
    const limited = route({
      as: "anyone",
      run: async () => {
        throw new AppError("rate_limited", {}, { retryAfterSec: 17 });
      },
    });
    expect((await limited(request(), context())).headers.get("retry-after")).toBe("17");
    const down = await refusing("database_unavailable")(request(), context());
    expect(down.headers.get("retry-after")).toMatch(/^\d+$/);
  });

  test.each([
    ["not JSON", "{oops", "invalid_json"],
    ["an empty body", "", "invalid_json"],
    ["a body over 1 MB", JSON.stringify({ name: "x".repeat(1_100_000) }), "invalid_json"],
    ["the wrong shape", '{"name":1}', "invalid_payload"],
  ])("%s is a 400", async (_, body, code) => {
    const response = await echo(request({ method: "POST", body }), context());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: code });
  });

  test("a body whose sender goes away in the middle is no fault of ours", async () => {
    const body = new ReadableStream({ pull: (stream) => stream.error(new Error("aborted")) });
    const response = await echo(
      request({ method: "POST", body, duplex: "half" } as RequestInit),
      context(),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_json" });
  });

  test.each([
    ["an error", "internal", 50],
    ["a warning", "database_unavailable", 40],
    ["a warning", "busy", 40],
    ["nothing to wake for", "not_found", 30],
  ] as const)("the log calls it %s: %s", async (_, code, level) => {
    await refusing(code)(request(), context());
    expect(JSON.parse(lines.join(""))).toMatchObject({ level, code });
  });

  test("a wrong shape names each field", async () => {
    const body = '{"name":1,"count":"x"}';
    const response = await echo(request({ method: "POST", body }), context());
    const { errors } = (await response.json()) as { errors: Record<string, string> };
    expect(Object.keys(errors)).toEqual(["name", "count"]);
  });

  test("an id that can't exist is 404, like one that doesn't", async () => {
    const door = route({
      as: "anyone",
      params: z.object({ thingId: z.string().regex(/^[a-z0-9]+$/) }),
      run: async () => fail("not_found"),
    });
    const bodies = await Promise.all(
      ["../etc", "t1", "a\u0000b"].map(async (thingId) => {
        const headers = { "x-request-id": "same-request-id" };
        return (await door(request({ headers }), context({ thingId }))).json();
      }),
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  test.each([
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["a null Origin", { origin: "null" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["our host under another port", { origin: "http://charters.example:81" }],
  ])("%s may not change anything", async (_, headers) => {
    const run = vi.fn(async () => ({}));
    const response = await route({ as: "anyone", run })(
      request({ method: "POST", headers }),
      context(),
    );
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: "bad_origin" });
    expect(run).not.toHaveBeenCalled();
  });

  test.each([
    ["our own pages", { origin: "http://charters.example", "sec-fetch-site": "same-origin" }],
    ["a script without Origin", {}],
  ])("%s may", async (_, headers) => {
    const response = await route({ as: "anyone", run: async () => ({}) })(
      request({ method: "POST", headers }),
      context(),
    );
    expect(response.status).toBe(200);
  });

  test("reading is open to every origin", async () => {
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const response = await route({ as: "anyone", run: async () => ({}) })(
      request({ headers }),
      context(),
    );
    expect(response.status).toBe(200);
  });

  test("a method the address lacks is 405 in the API's shape and names those it has", async () => {
    const { DELETE, GET } = methods({ GET: refusing("not_found"), POST: echo });
    const response = await DELETE(request({ method: "DELETE" }), context());
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ error: "method_not_allowed" });
    expect(response.headers.get("allow")).toBe("GET, POST");
    expect((await GET(request(), context())).status).toBe(404);
  });

  test("a request leaves one log line: pattern, role, code, time, and nothing secret", async () => {
    const headers = { cookie: "session=topsecret", authorization: "Bearer topsecret" };
    const door = route({ as: "anyone", run: async () => fail("not_found") });
    await door(request({ headers }), context({ thingId: "t1" }));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      method: "GET",
      route: "/api/things/[thingId]",
      role: "anonymous",
      status: 404,
      code: "not_found",
      ms: expect.any(Number),
      requestId: expect.stringMatching(UUID),
    });
    expect(lines[0]).not.toContain("topsecret");
  });

  test("the scheduler's door refuses without a token, with a wrong one, and with no secret set", async () => {
    vi.stubEnv("CRON_SECRET", undefined);
    const door = route({ as: "system", run: async () => ({}) });
    for (const authorization of ["", "Bearer ", "Bearer undefined", "Bearer wrong"]) {
      const response = await door(request({ headers: { authorization } }), context());
      expect(response.status).toBe(401);
    }
    vi.unstubAllEnvs();
  });
});

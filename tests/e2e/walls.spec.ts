// The walls of the production build, tried from outside: pages and addresses in every form that has ever
// opened a door elsewhere.
import { expect, test } from "@playwright/test";
import { demo } from "./demo";
import { addressesOf, ask, BASE, follow, letVisitorsIn, PAGES, type Visitors } from "./outsider";

let visitors: Visitors;
test.beforeAll(async ({ playwright }) => {
  visitors = await letVisitorsIn({ playwright });
});

test("every page says who may see it", () => {
  expect(addressesOf("page.tsx").sort()).toEqual(Object.keys(PAGES).sort());
});

/** Requests that a framework may take for its own. */
const DISGUISES: Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  {
    "x-middleware-subrequest":
      "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware",
  },
  { "x-middleware-invoke": "1", "x-invoke-path": "/staff/media", "x-invoke-status": "200" },
  { "x-matched-path": "/staff/media", "x-nextjs-data": "1" },
  { "x-rewrite-url": "/staff/media", "x-original-url": "/staff/media" },
  { "x-forwarded-host": "localhost", "x-forwarded-for": "127.0.0.1" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-segment-prefetch": "/staff/media/__PAGE__" },
  { "next-action": "0".repeat(42) },
];

/** Other ways to write the address of a page. */
const spellings = (path: string) => [
  `${path}.rsc`,
  `${path}.txt`,
  `${path}/index.rsc`,
  `${path}.segments/_tree.segment.rsc`,
  `${path}?_rsc=1`,
  `${path}/`,
  `/${path}`,
  path.replace(/\/(?=[^/]+$)/, "//"),
  path.replace(/\/(?=[^/]+$)/, "%2f"),
  path.replace(/\/(?=[^/]+$)/, "/./"),
  path.replace(/^\/./, (start) => `/%${start.charCodeAt(1).toString(16)}`),
  path.replaceAll("/", "\\"),
  `/_next/data/x${path}.json`,
  `/sign-in/..${path}`,
  `/sign-in/..%2f${path.slice(1)}`,
];

for (const [page, as] of Object.entries(PAGES).filter(([, as]) => as !== "anyone")) {
  for (const visitor of ["nobody", "stranger"] as const) {
    test(`${page} in every disguise gives ${visitor} nothing`, async () => {
      const { at, leaksIn, stranger } = visitors;
      const path = at(page);
      const session = visitor === "nobody" ? {} : { cookie: stranger };
      const isOwn = as === "captain" && visitor === "stranger" && !page.includes("[");
      const forms = [
        ...DISGUISES.map((headers) => ({ path, headers })),
        ...spellings(path).map((spelt) => ({ path: spelt, headers: {} })),
      ];
      for (const { path, headers } of forms) {
        const answer = await follow(path, { ...session, ...headers });
        const what = `${path} ${JSON.stringify(headers)}: ${answer.status} at ${answer.at}`;
        expect(leaksIn(answer.text), what).toEqual([]);
        // A refusal to React's own protocol is written in a body, under 200.
        const isFlight = answer.headers["content-type"]?.startsWith("text/x-component");
        if (!isOwn && !isFlight && answer.at !== "/sign-in")
          expect([400, 404], what).toContain(answer.status);
      }
    });
  }
}

test("who may see a page does, so that the walls above stand for something", async () => {
  const { at, captain, leaksIn, staff } = visitors;
  const desk = await ask(`/staff/media?q=${demo("CAPTAIN").email}`, { cookie: staff });
  const draft = await ask(at("/captain/drafts/[draftId]"), { cookie: captain });
  for (const { status, text } of [desk, draft]) {
    expect(status).toBe(200);
    expect(leaksIn(text)).not.toEqual([]);
  }
});

test("no shared cache may keep a page", async () => {
  for (const page of Object.keys(PAGES)) {
    const { headers } = await ask(visitors.at(page), { cookie: visitors.staff });
    expect(headers["cache-control"], page).toMatch(/private.*no-store/);
  }
});

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const IMPOSSIBLE = [
  "%00",
  "a%2fb",
  "..%2f..%2fetc",
  "%F0%9F%90%9F",
  "x".repeat(10_240),
  "%27%20OR%201",
];

test("an id that can't exist is 404 in the API's shape, at every address that takes one", async () => {
  const takesId = addressesOf("route.ts").filter((address) => /\[\w+\]/.test(address));
  expect(takesId.length).toBeGreaterThan(5);
  for (const address of takesId) {
    const cookie = address.startsWith("/api/staff/") ? visitors.admin : visitors.captain;
    const session = { cookie, origin: BASE.origin };
    for (const id of IMPOSSIBLE)
      for (const method of METHODS) {
        const answer = await ask(address.replace(/\[\w+\]/, id), session, method);
        const what = `${method} ${address} of ${id.slice(0, 20)}: ${answer.text.slice(0, 200)}`;
        expect([404, 405], what).toContain(answer.status);
        const error = answer.status === 404 ? "not_found" : "method_not_allowed";
        expect(JSON.parse(answer.text), what).toMatchObject({
          error,
          requestId: answer.headers["x-request-id"],
        });
        if (answer.status === 405)
          expect(answer.headers.allow, what).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
      }
  }
});

test("an address that does not exist is 404 in the API's shape, by every method", async () => {
  for (const path of [
    "/api",
    "/api/nothing",
    "/api/auth/admin/list-users",
    "/api/charter-drafts/a/b/c",
    "/api/metrics",
    "/api/debug",
    "/api/staff%2fmedia",
  ])
    for (const method of METHODS) {
      const answer = await ask(path, { origin: BASE.origin }, method);
      expect(answer.status, `${method} ${path}`).toBe(404);
      expect(JSON.parse(answer.text)).toMatchObject({ error: "not_found" });
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    }
});

test("odd methods get no data and no stack", async () => {
  for (const method of ["TRACE", "PROPFIND", "PURGE", "SEARCH", "OPTIONS", "HEAD", "POST"])
    for (const path of [
      "/",
      "/health",
      "/api/health",
      "/api/staff/media",
      "/staff/media",
      "/captain",
    ]) {
      const { text } = await ask(path, { cookie: visitors.stranger }, method);
      expect(visitors.leaksIn(text), `${method} ${path}`).toEqual([]);
      expect(text, `${method} ${path}`).not.toMatch(/\n\s+at |node_modules|\.js:\d+/);
    }
});

// What the production build tells browsers to allow, what they say to it, and what its files give away.
import { readFileSync } from "node:fs";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ask, BASE, filesIn, letVisitorsIn, PAGES, type Visitors } from "./outsider";

let visitors: Visitors;
test.beforeAll(async ({ playwright }) => {
  visitors = await letVisitorsIn({ playwright });
});

test("an idle connection stays open for longer than the minute that proxies keep theirs", async () => {
  const { headers } = await ask("/health", { connection: "keep-alive" });
  const [, seconds] = /timeout=(\d+)/.exec(String(headers["keep-alive"])) ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});

test("a body that is refused for its size leaves its connection fit for the next request", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const pieces = (count: number) => Array.from({ length: count }, () => Buffer.alloc(1024 * 1024));
  const json = { "content-type": "application/json" };
  const form = { "content-type": "multipart/form-data; boundary=x", cookie: visitors.captain };
  for (const [path, headers, body, status] of [
    ["/api/auth/sign-in/email", json, pieces(3), 400],
    ["/api/media/photo", form, [Buffer.from(FILE), ...pieces(28)], 413],
  ] as const) {
    const answer = await ask(path, headers, "POST", { agent, body });
    expect(answer.status, path).toBe(status);
    expect((await ask("/health", {}, "GET", { agent })).status, path).toBe(200);
  }
  agent.destroy();
});

const FILE =
  '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n';

test("every page comes with a nonce of its own, and nothing inline runs without it", async () => {
  const seen = new Set<string>();
  for (const page of [...Object.keys(PAGES), "/absent"]) {
    const cookie = PAGES[page] === "captain" ? visitors.captain : visitors.admin;
    const { headers, text } = await ask(visitors.at(page), { cookie });
    const policy = String(headers["content-security-policy"]);
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
    const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? "";
    expect(scripts, page).not.toMatch(/unsafe|\*|https?:|data:/);
    for (const rule of [
      "object-src 'none'",
      "base-uri 'self'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy, page).toContain(rule);
    expect(Buffer.from(nonce, "base64").length, page).toBeGreaterThanOrEqual(16);
    expect(seen, page).not.toContain(nonce);
    seen.add(nonce);
    for (const [tag] of text.matchAll(/<script\b[^>]*>/g))
      expect(tag, page).toContain(`nonce="${nonce}"`);
    expect(text, page).not.toMatch(/<[^>]+\son[a-z]+="/i);
    expect(headers, page).toMatchObject(HEADERS);
    expect(headers, page).not.toHaveProperty("x-powered-by");
  }
});

const HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": expect.stringContaining("strict-origin"),
  "cross-origin-opener-policy": "same-origin",
  "strict-transport-security": expect.stringMatching(/max-age=\d{7,}/),
  "permissions-policy": expect.any(String),
  "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
};

for (const [page, as] of Object.entries(PAGES)) {
  test(`${page} opens in a browser without a complaint in its console`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: BASE.origin });
    const cookie = as === "anyone" ? "" : visitors[as];
    if (as !== "anyone")
      await context.addCookies(
        cookie.split("; ").map((pair) => {
          const [name = "", ...value] = pair.split("=");
          return { name, value: value.join("="), url: BASE.origin };
        }),
      );
    const view = await context.newPage();
    const complaints: string[] = [];
    view.on("console", (line) => {
      if (["error", "warning"].includes(line.type())) complaints.push(line.text());
    });
    view.on("pageerror", (error) => complaints.push(error.message));
    view.on("requestfailed", (request) => {
      // A prefetch that is not needed any more is given up.
      if (request.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(request.url());
    });
    await view.goto(visitors.at(page), { waitUntil: "networkidle" });
    expect(new URL(view.url()).pathname).toBe(
      page === "/staff" ? "/staff/media" : visitors.at(page),
    );
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("the image optimizer fetches nothing for anybody", async () => {
  let visits = 0;
  const inside = createServer((_, response) => {
    visits++;
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => inside.once("listening", resolve));
  const { port } = inside.address() as AddressInfo;
  const targets = [
    `http://127.0.0.1:${port}/x.jpg`,
    `//127.0.0.1:${port}/x.jpg`,
    "/api/staff/media",
    "/icon.svg",
    "file:///etc/passwd",
  ];
  for (const target of targets) {
    const { status } = await ask(`/_next/image?url=${encodeURIComponent(target)}&w=640&q=75`, {
      cookie: visitors.staff,
    });
    expect([400, 404], target).toContain(status);
  }
  inside.close();
  expect(visits).toBe(0);
});

test("the client files name no secret of the environment, and bring no sources along", () => {
  const folder = join(process.env.NEXT_DIST_DIR ?? ".next-e2e", "static");
  const served = readFileSync(join(process.env.E2E_DATA_DIR ?? "", "stack.env"), "utf8");
  const values = [...served.matchAll(/^(\w*(?:SECRET|TOKEN|DATABASE_URL|DIRECT_URL))=(.+)$/gm)];
  const secret = values
    .flatMap(([, , value = ""]) => [value, ...value.split(/[:@/_]/)])
    .filter((part) => part.length >= 16);
  expect(secret.length).toBeGreaterThan(5);
  const client = filesIn(folder);
  expect(client.length).toBeGreaterThan(10);
  for (const file of client.filter((name) => /\.(js|css|json|txt|html|map)$/.test(name))) {
    const text = readFileSync(join(folder, file), "utf8");
    if (file.endsWith(".map")) expect(JSON.parse(text).sources, file).toEqual([]);
    expect(
      secret.filter((value) => text.includes(value)),
      file,
    ).toEqual([]);
    expect(text, file).not.toMatch(/BETTER_AUTH_SECRET|CRON_SECRET|HEALTH_TOKEN|DATABASE_URL/);
    // The store's own package, which sends videos, names its token in its words; nothing else may.
    if (!text.includes("No blob credentials found"))
      expect(text, file).not.toContain("BLOB_READ_WRITE_TOKEN");
  }
});

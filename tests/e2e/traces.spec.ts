// A server of its own beside the one under test, on the same stack and build, with a collector that listens.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { startServer } from "../../scripts/serve.mjs";
import { freePort } from "../../scripts/stack/ports.mjs";

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
}

const posts: string[] = [];
const collector = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    posts.push(body);
    response.setHeader("content-type", "application/json").end("{}");
  });
});

function spans(): Span[] {
  return posts.flatMap((post) =>
    // biome-ignore lint/suspicious/noExplicitAny: OTLP's own nesting
    JSON.parse(post).resourceSpans.flatMap((resource: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: OTLP's own nesting
      resource.scopeSpans.flatMap((scope: any) => scope.spans),
    ),
  );
}

test("an upload just before the server's end is one trace from the request to its SQL and its store calls, without a secret in it", async () => {
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  const url = `http://localhost:${await freePort()}`;
  const stack = parseEnv(readFileSync(join(process.env.E2E_DATA_DIR ?? "", "stack.env"), "utf8"));
  const server = startServer("production", url, {
    ...process.env,
    ...stack,
    NODE_ENV: "production",
    NEXT_DIST_DIR: ".next-e2e",
    BETTER_AUTH_URL: url,
    RATE_LIMIT_MULTIPLIER: "1000",
    LOG_LEVEL: "warn",
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    // Longer than the server lives: what it collected arrives because it sends it before it ends.
    OTEL_BSP_SCHEDULE_DELAY: "60000",
  });
  try {
    await server.answering;
    const email = `${crypto.randomUUID()}@secret.example`;
    const account = { name: "Traced Captain", email, password: "the secret of a trace" };
    const headers = { origin: url, "content-type": "application/json" };
    const signedUp = await fetch(`${url}/api/auth/sign-up/email`, {
      method: "POST",
      headers,
      body: JSON.stringify(account),
    });
    const cookie = signedUp.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const form = new FormData();
    const picture = sharp({ create: { width: 800, height: 600, channels: 3, background: "#357" } });
    form.set(
      "file",
      new Blob([new Uint8Array(await picture.jpeg().toBuffer())]),
      "secret-name.jpg",
    );
    const uploaded = await fetch(`${url}/api/media/photo?note=secret-note`, {
      method: "POST",
      headers: { origin: url, cookie },
      body: form,
    });
    expect(uploaded.status).toBe(201);

    const isStore = ({ name, kind }: Span) => kind === 3 && /^PUT/.test(name);
    const rootOf = (all: Span[]) =>
      all.find(({ name, parentSpanId }) => !parentSpanId && /POST.*\/api\/media\/photo/.test(name));
    await server.stop();
    expect(rootOf(spans())).toBeDefined();
    const trace = spans().filter(({ traceId }) => traceId === rootOf(spans())?.traceId);
    const known = new Set(trace.map(({ spanId }) => spanId));
    expect(trace.filter(({ parentSpanId }) => parentSpanId && !known.has(parentSpanId))).toEqual(
      [],
    );
    expect(trace.filter(({ name }) => name === "prisma:client:db_query").length).toBeGreaterThan(2);
    expect(trace.filter(isStore).length).toBeGreaterThan(1);

    const all = posts.join("\n");
    const session = /session_token=([^;]+)/.exec(cookie)?.[1] ?? "";
    const secrets = [
      session.slice(0, 20),
      decodeURIComponent(session),
      email,
      "secret",
      account.name,
    ];
    for (const secret of [...secrets, stack.BLOB_READ_WRITE_TOKEN, stack.UPSTASH_REDIS_REST_TOKEN])
      expect(all).not.toContain(secret);
    expect(all).toContain("charter-media");
  } finally {
    await server.stop();
    collector.close();
  }
});

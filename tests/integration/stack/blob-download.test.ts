// What a browser, or an attacker, gets from the Blob server.
import { createHash } from "node:crypto";
import { readdir, rename, symlink } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { put } from "@vercel/blob";
import { beforeAll, describe, expect, test } from "vitest";
import { blob } from "../../support/stack";

const PUBLIC = { access: "public" } as const;
let url = "";
let etag = "";

beforeAll(async () => {
  ({ url, etag } = await put("d/digits.txt", "0123456789", PUBLIC));
});

describe("ranges", () => {
  test.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=4-4", "4", "bytes 4-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-2", "89", "bytes 8-9/10"],
    ["bytes=-99", "0123456789", "bytes 0-9/10"],
    ["bytes=8-99", "89", "bytes 8-9/10"],
  ])("%s gives its part", async (range, body, contentRange) => {
    const answer = await fetch(url, { headers: { range } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-range")).toBe(contentRange);
    expect(answer.headers.get("content-length")).toBe(String(body.length));
    expect(await answer.text()).toBe(body);
  });

  test.each(["bytes=10-", "bytes=99-100", "bytes=-0"])("%s is out of reach", async (range) => {
    const answer = await fetch(url, { headers: { range } });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */10"]);
  });

  test.each(["bytes=0-1,3-4", "bytes=5-2", "lines=1-2", "bytes=-"])(
    "%s gives all",
    async (range) => {
      const answer = await fetch(url, { headers: { range } });
      expect([answer.status, await answer.text()]).toEqual([200, "0123456789"]);
    },
  );

  test("a range of something that changed since gives all", async () => {
    const headers = { range: "bytes=0-1", "if-range": '"older"' };
    expect((await fetch(url, { headers })).status).toBe(200);
    expect((await fetch(url, { headers: { ...headers, "if-range": etag } })).status).toBe(206);
  });
});

test("HEAD tells the length and sends nothing", async () => {
  const answer = await fetch(url, { method: "HEAD" });
  expect(answer.headers.get("content-length")).toBe("10");
  expect(await answer.text()).toBe("");
});

test("a known ETag answers 304", async () => {
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
    expect((await fetch(url, { headers: { "if-none-match": known } })).status).toBe(304);
  }
  expect((await fetch(url, { headers: { "if-none-match": '"x"' } })).status).toBe(200);
});

test("stored files may be cached for ever and read by any page", async () => {
  const { headers } = await fetch(url);
  expect(headers.get("cache-control")).toBe("public, max-age=2592000, immutable");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
});

describe("a stored file can't run as a page", () => {
  test.each([
    ["x.html", "text/html", "attachment"],
    ["x.svg", "image/svg+xml", "attachment"],
    ["x.js", "text/javascript", "attachment"],
    ["x.pdf", "application/pdf", "attachment"],
    ["x.xml", "application/xhtml+xml", "attachment"],
    ["photo.jpg", "text/html", "attachment"],
    ["photo.html", "image/jpeg", "inline"],
    ["film.mp4", "video/mp4", "inline"],
  ])("%s stored as %s is %s", async (name, contentType, disposition) => {
    const stored = await put(`safe/${name}`, "<script>alert(1)</script>", {
      ...PUBLIC,
      contentType,
      addRandomSuffix: true,
    });
    const { headers } = await fetch(stored.url);
    expect(headers.get("content-type")).toBe(contentType);
    expect(headers.get("content-disposition")).toMatch(new RegExp(`^${disposition}; filename="`));
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  });

  test("a picture becomes a download when asked to", async () => {
    const { downloadUrl } = await put("safe/p.png", "x", PUBLIC);
    const { headers } = await fetch(downloadUrl);
    expect(headers.get("content-disposition")).toBe('attachment; filename="p.png"');
  });

  test("a name can't break out of the header", async () => {
    const stored = await put('safe/a";b=ü.png', "x", PUBLIC);
    expect((await fetch(stored.url)).headers.get("content-disposition")).toBe(
      `inline; filename="a_;b=_.png"; filename*=UTF-8''a%22%3Bb%3D%C3%BC.png`,
    );
  });

  test("a content type can't add a header", async () => {
    const answer = await fetch(`${blob.url}/?pathname=h.txt`, {
      method: "PUT",
      headers: { authorization: `Bearer ${blob.token}`, "x-content-type": "text/plain, x: y" },
      body: "x",
    });
    expect(answer.status).toBe(200);
    expect((await fetch(`${blob.url}/h.txt`)).headers.get("x")).toBeNull();
  });
});

describe("no path leaves the folder", () => {
  test.each([
    "../secret.txt",
    "a/../../secret.txt",
    "a/./b",
    "..",
    "/etc/passwd",
    "a//b",
    "a\\..\\b",
    "nul\0.txt",
    "line\nbreak",
    "",
    "x".repeat(951),
  ])("storing under %j is refused", async (pathname) => {
    const before = await readdir(join(blob.root, "objects"));
    const answer = await fetch(`${blob.url}/?${new URLSearchParams({ pathname })}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${blob.token}` },
      body: "x",
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "bad_request" } });
    expect(await readdir(join(blob.root, "objects"))).toEqual(before);
  });

  test("a long name of odd letters is stored", async () => {
    const stored = await put("ü".repeat(900), "long", PUBLIC);
    expect(await (await fetch(stored.url)).text()).toBe("long");
  });

  test.each([
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/%2fetc%2fpasswd",
    "//etc/passwd",
    "/objects",
    "/objects/x",
    "/%00",
    "/d/digits.txt%00.jpg",
    "/secrets.json",
    "/..\\..\\secrets.json",
  ])("asking for %s finds nothing", async (path) => {
    expect(await rawStatus(`GET ${path} HTTP/1.1`)).toBe(404);
  });

  test("an address that is no text is refused", async () => {
    expect(await rawStatus("GET /%ff%zz HTTP/1.1")).toBe(400);
  });

  test("a link planted among the objects is not followed", async () => {
    await put("planted.txt", "secret", PUBLIC);
    const object = join(
      blob.root,
      "objects",
      createHash("sha256").update("planted.txt").digest("hex"),
    );
    const outside = join(blob.root, "outside");
    await rename(object, outside);
    await symlink(outside, object);
    expect((await fetch(`${blob.url}/planted.txt`)).status).toBe(404);
    await blob.restart();
    expect(blob.keys()).not.toContain("planted.txt");
    expect((await fetch(`${blob.url}/planted.txt`)).status).toBe(404);
  });

  /** Sends the request line as it stands, which `fetch` would tidy up. */
  function rawStatus(line: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const { port } = new URL(blob.url);
      const socket = connect(Number(port), "127.0.0.1");
      socket.once("error", reject);
      socket.once("data", (data) => {
        resolve(Number(data.toString().split(" ")[1]));
        socket.destroy();
      });
      socket.write(`${line}\r\nHost: localhost\r\n\r\n`);
    });
  }
});

describe("browsers may upload from any page", () => {
  test("the preflight allows what the SDK sends", async () => {
    const asked = "authorization,content-type,x-api-version,x-content-type,x-mpu-action";
    const answer = await fetch(`${blob.url}/?pathname=x`, {
      method: "OPTIONS",
      headers: { origin: "http://localhost:3000", "access-control-request-headers": asked },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-headers")).toBe(asked);
    expect(answer.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("a refusal can be read by the page too", async () => {
    const answer = await fetch(`${blob.url}/?pathname=x`, { method: "PUT", body: "x" });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(await answer.json()).toEqual({
      error: { code: "forbidden", message: expect.any(String) },
    });
  });
});

test("an operation it does not know is refused in the SDK's words", async () => {
  const headers = { authorization: `Bearer ${blob.token}` };
  const answer = await fetch(`${blob.url}/signed-token`, { method: "POST", headers, body: "{}" });
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { error: { code: "bad_request" } },
  ]);
});

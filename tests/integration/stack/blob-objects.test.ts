// The unmodified SDK against the Blob server: storing, naming, listing, removing.
import {
  BlobAccessError,
  BlobNotFoundError,
  BlobPreconditionFailedError,
  copy,
  createFolder,
  del,
  head,
  list,
  put,
  rename,
} from "@vercel/blob";
import { beforeEach, expect, test } from "vitest";
import { blob } from "../../support/stack";

const read = async (url: string) => (await fetch(url)).text();

beforeEach(() => blob.clear());

test("put answers where the object is, and its bytes are there", async () => {
  const stored = await put("photos/bow.webp", "the bytes", { access: "public" });
  expect(stored).toEqual({
    url: `${blob.url}/photos/bow.webp`,
    downloadUrl: `${blob.url}/photos/bow.webp?download=1`,
    pathname: "photos/bow.webp",
    contentType: "image/webp",
    contentDisposition: 'inline; filename="bow.webp"',
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
  expect(await read(stored.url)).toBe("the bytes");
});

test("put takes strings, buffers, blobs and streams alike", async () => {
  const bytes = new TextEncoder().encode("same");
  const bodies = [
    "same",
    Buffer.from(bytes),
    new Blob([bytes]),
    new Blob([bytes]).stream(),
    bytes.buffer,
  ];
  const etags = new Set<string>();
  for (const [at, body] of bodies.entries()) {
    const stored = await put(`kinds/${at}`, body, { access: "public" });
    expect(await read(stored.url)).toBe("same");
    etags.add(stored.etag);
  }
  expect(etags.size).toBe(1);
});

test("head tells size, type, cache time and date, by address or by pathname", async () => {
  const { url, etag } = await put("a/b.jpg", "12345", {
    access: "public",
    contentType: "image/jpeg",
    cacheControlMaxAge: 3600,
  });
  const found = await head(url);
  expect(found).toMatchObject({
    url,
    pathname: "a/b.jpg",
    size: 5,
    contentType: "image/jpeg",
    cacheControl: "public, max-age=3600",
    etag,
  });
  expect(Math.abs(Date.now() - found.uploadedAt.getTime())).toBeLessThan(60_000);
  expect(await head("a/b.jpg")).toEqual(found);
});

test("head of what is not there, or is elsewhere, is not found", async () => {
  await put("here.txt", "x", { access: "public" });
  await expect(head("gone.txt")).rejects.toThrow(BlobNotFoundError);
  await expect(head("https://store.public.blob.vercel-storage.com/here.txt")).rejects.toThrow(
    BlobNotFoundError,
  );
});

test("a random suffix makes every name new and keeps folder and extension", async () => {
  const options = { access: "public", addRandomSuffix: true } as const;
  const one = await put("dir.d/name.jpg", "1", options);
  const two = await put("dir.d/name.jpg", "1", options);
  const bare = await put("dir.d/name", "1", options);
  expect(one.pathname).toMatch(/^dir\.d\/name-[0-9a-z]{30}\.jpg$/);
  expect(bare.pathname).toMatch(/^dir\.d\/name-[0-9a-z]{30}$/);
  expect(two.pathname).not.toBe(one.pathname);
});

test("names with spaces, umlauts, percent and question marks are stored and served", async () => {
  for (const name of [
    "my boat.jpg",
    "käpt'n/größe 100%.txt",
    "a?b#c&d=e.txt",
    "%2e%2e/x.txt",
    "🎣.txt",
  ]) {
    const { url, pathname } = await put(name, name, { access: "public" });
    expect(pathname).toBe(name);
    expect(await read(url)).toBe(name);
    expect((await head(url)).pathname).toBe(name);
  }
});

test("one name may be another one's folder", async () => {
  const file = await put("a", "file", { access: "public" });
  const below = await put("a/b", "below", { access: "public" });
  expect([await read(file.url), await read(below.url)]).toEqual(["file", "below"]);
});

test("an existing object is kept unless overwriting was allowed", async () => {
  const first = await put("once.txt", "first", { access: "public" });
  await expect(put("once.txt", "second", { access: "public" })).rejects.toThrow(
    /This blob already exists/,
  );
  expect(await read(first.url)).toBe("first");
  const second = await put("once.txt", "second", { access: "public", allowOverwrite: true });
  expect(second.etag).not.toBe(first.etag);
  expect(await read(first.url)).toBe("second");
});

test("of many puts of one name at once exactly one is stored", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, at) => put("race.txt", `writer ${at}`, { access: "public" })),
  );
  const winners = results.flatMap((result, at) => (result.status === "fulfilled" ? [at] : []));
  expect(winners).toHaveLength(1);
  expect(await read(`${blob.url}/race.txt`)).toBe(`writer ${winners[0]}`);
});

test("ifMatch overwrites, copies and deletes only what has that ETag", async () => {
  const old = await put("doc.txt", "one", { access: "public" });
  const now = await put("doc.txt", "two", { access: "public", ifMatch: old.etag });
  const stale = { ifMatch: old.etag } as const;
  await expect(put("doc.txt", "three", { access: "public", ...stale })).rejects.toThrow(
    BlobPreconditionFailedError,
  );
  await expect(put("new.txt", "x", { access: "public", ...stale })).rejects.toThrow(
    BlobPreconditionFailedError,
  );
  await expect(copy("doc.txt", "doc.txt", { access: "public", ...stale })).rejects.toThrow(
    BlobPreconditionFailedError,
  );
  await expect(del("doc.txt", stale)).rejects.toThrow(BlobPreconditionFailedError);
  expect(await read(now.url)).toBe("two");
  await del("doc.txt", { ifMatch: now.etag });
  expect(blob.keys()).toEqual([]);
});

test("of many conditional overwrites at once exactly one wins", async () => {
  const { etag } = await put("cas.txt", "start", { access: "public" });
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, at) =>
      put("cas.txt", `writer ${at}`, { access: "public", ifMatch: etag }),
    ),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("list gives every object once, in order, page by page", async () => {
  const names = Array.from({ length: 25 }, (_, at) => `list/${String(at).padStart(2, "0")}.txt`);
  await Promise.all(names.map((name) => put(name, name, { access: "public" })));
  await put("other/x.txt", "x", { access: "public" });

  const seen: string[] = [];
  const pages: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ prefix: "list/", limit: 10, ...(cursor ? { cursor } : {}) });
    pages.push(page.blobs.length);
    seen.push(...page.blobs.map(({ pathname }) => pathname));
    cursor = page.cursor;
    expect(page.hasMore).toBe(cursor !== undefined);
  } while (cursor);
  expect(seen).toEqual(names);
  expect(pages).toEqual([10, 10, 5]);

  const [first] = (await list({ limit: 1 })).blobs;
  expect(first).toMatchObject({
    url: `${blob.url}/list/00.txt`,
    size: 11,
    uploadedAt: expect.any(Date),
  });
  expect((await list()).blobs).toHaveLength(26);
  expect(await list({ prefix: "none" })).toMatchObject({ blobs: [], hasMore: false });
});

test("a page goes on after its cursor although that object is gone", async () => {
  for (const name of ["1", "2", "3", "4"]) await put(name, name, { access: "public" });
  const { cursor = "" } = await list({ limit: 2 });
  await del(["1", "2"]);
  expect((await list({ cursor })).blobs.map(({ pathname }) => pathname)).toEqual(["3", "4"]);
});

test("folded, a list shows folders once, on whichever page they fall", async () => {
  for (const name of ["a.txt", "b/1", "b/2", "b/c/3", "d/4", "e.txt"]) {
    await put(name, name, { access: "public" });
  }
  const whole = await list({ mode: "folded" });
  expect(whole.folders).toEqual(["b/", "d/"]);
  expect(whole.blobs.map(({ pathname }) => pathname)).toEqual(["a.txt", "e.txt"]);
  const inside = await list({ mode: "folded", prefix: "b/" });
  expect(inside.folders).toEqual(["b/c/"]);
  expect(inside.blobs.map(({ pathname }) => pathname)).toEqual(["b/1", "b/2"]);

  const entries: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ mode: "folded", limit: 1, ...(cursor ? { cursor } : {}) });
    entries.push(...page.folders, ...page.blobs.map(({ pathname }) => pathname));
    cursor = page.cursor;
  } while (cursor);
  expect(entries).toEqual(["a.txt", "b/", "d/", "e.txt"]);
});

test("a created folder is listed as one", async () => {
  await createFolder("trip");
  expect((await list({ mode: "folded" })).folders).toEqual(["trip/"]);
});

test("a cursor or limit that nobody was given is refused", async () => {
  await expect(list({ cursor: "not a cursor" })).rejects.toThrow(/Invalid cursor/);
  await expect(list({ limit: 5000 })).rejects.toThrow(/limit/);
});

test("del takes addresses and pathnames, one or many, and forgives what is not there", async () => {
  const one = await put("del/1", "1", { access: "public" });
  await put("del/2", "2", { access: "public" });
  await put("del/3", "3", { access: "public" });
  await del([one.url, "del/2", "del/never-was"]);
  expect(blob.keys()).toEqual(["del/3"]);
  await del("del/3");
  await del("del/3");
  expect(blob.keys()).toEqual([]);
  expect((await fetch(one.url)).status).toBe(404);
});

test("copy makes an independent object", async () => {
  const source = await put("from.jpg", "pixels", { access: "public" });
  const target = await copy(source.url, "to/there.png", { access: "public" });
  expect(target).toMatchObject({ pathname: "to/there.png", contentType: "image/png" });
  await del(source.url);
  expect(await read(target.url)).toBe("pixels");
  await expect(copy("gone", "x", { access: "public" })).rejects.toThrow(BlobNotFoundError);
  await put("taken", "mine", { access: "public" });
  await expect(copy(target.url, "taken", { access: "public" })).rejects.toThrow(/already exists/);
});

test("rename moves the object", async () => {
  await put("old.txt", "content", { access: "public" });
  const renamed = await rename("old.txt", "new.txt", { access: "public" });
  expect(await read(renamed.url)).toBe("content");
  expect(blob.keys()).toEqual(["new.txt"]);
});

test("a private object is served to the store's owner only", async () => {
  const { url } = await put("secret.txt", "hush", { access: "private" });
  expect((await fetch(url)).status).toBe(403);
  const own = await fetch(url, { headers: { authorization: `Bearer ${blob.token}` } });
  expect(await own.text()).toBe("hush");
});

test("a wrong token may do nothing", async () => {
  await put("kept.txt", "kept", { access: "public" });
  const token = "vercel_blob_rw_test_wrong";
  const tries = [
    () => put("x.txt", "x", { access: "public", token }),
    () => head("kept.txt", { token }),
    () => list({ token }),
    () => del("kept.txt", { token }),
    () => copy("kept.txt", "y.txt", { access: "public", token }),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toThrow(BlobAccessError);
  expect(blob.keys()).toEqual(["kept.txt"]);
});

test("an upload that breaks off leaves nothing", async () => {
  const half = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(100_000));
    },
    pull: () => Promise.reject(new Error("the reader went away")),
  });
  await expect(put("half.bin", half, { access: "public" })).rejects.toThrow();
  expect(blob.keys()).toEqual([]);
  expect((await list()).blobs).toEqual([]);
});

test("everything is there again after a restart", async () => {
  const { url, etag } = await put("keep.webp", "kept", {
    access: "public",
    cacheControlMaxAge: 120,
  });
  const before = await head(url);
  await blob.restart();
  expect(await head(url)).toEqual(before);
  expect(await read(url)).toBe("kept");
  expect((await list()).blobs.map((one) => one.etag)).toEqual([etag]);
});

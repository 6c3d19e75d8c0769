// The unmodified SDK, server and client half, against the Blob server: parts, client tokens, callbacks.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  BlobClientTokenExpiredError,
  BlobContentTypeNotAllowedError,
  BlobFileTooLargeError,
  BlobPathnameMismatchError,
  completeMultipartUpload,
  createMultipartUpload,
  createMultipartUploader,
  head,
  list,
  put,
  uploadPart,
} from "@vercel/blob";
import {
  put as clientPut,
  generateClientTokenFromReadWriteToken as clientToken,
  type HandleUploadBody,
  handleUpload,
  upload,
} from "@vercel/blob/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { blob } from "../../support/stack";

const MB = 1024 * 1024;
const PUBLIC = { access: "public" } as const;
const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

beforeEach(() => blob.clear());

describe("multipart", () => {
  test("parts sent and named out of order become the file in order", async () => {
    const parts = [Buffer.alloc(5 * MB, "a"), Buffer.alloc(5 * MB, "b"), Buffer.from("the end")];
    const { uploadId, key } = await createMultipartUpload("big/film.mp4", PUBLIC);
    const done = [];
    for (const at of [2, 0, 1]) {
      const options = { ...PUBLIC, uploadId, key, partNumber: at + 1 };
      done.push(await uploadPart("big/film.mp4", parts[at] ?? "", options));
    }
    expect(blob.keys()).toEqual([]);
    const stored = await completeMultipartUpload("big/film.mp4", done, {
      ...PUBLIC,
      uploadId,
      key,
    });
    expect(stored).toMatchObject({ pathname: "big/film.mp4", contentType: "video/mp4" });
    expect((await bytesOf(stored.url)).equals(Buffer.concat(parts))).toBe(true);
  });

  test("the SDK's own multipart put arrives whole", async () => {
    const body = Buffer.alloc(20 * MB, "0123456789");
    const { url } = await put("auto.bin", body, { ...PUBLIC, multipart: true });
    expect((await bytesOf(url)).equals(body)).toBe(true);
  });

  test("an upload goes on after a restart of the server, with the part sent last", async () => {
    const uploader = await createMultipartUploader("resumed.bin", PUBLIC);
    await uploader.uploadPart(1, Buffer.alloc(5 * MB, "x"));
    await blob.restart();
    const first = await uploader.uploadPart(1, Buffer.alloc(5 * MB, "y"));
    const second = await uploader.uploadPart(2, "tail");
    const { url } = await uploader.complete([first, second]);
    expect((await bytesOf(url)).toString("latin1", 5 * MB - 1)).toBe("ytail");
  });

  test("a part that is missing, changed, doubled or too small is refused, and nothing is stored", async () => {
    const uploader = await createMultipartUploader("bad.bin", PUBLIC);
    const small = await uploader.uploadPart(1, "too small");
    const last = await uploader.uploadPart(2, "end");
    await expect(uploader.complete([small, last])).rejects.toThrow(/at least 5 MB/);
    await expect(uploader.complete([{ ...small, partNumber: 3 }])).rejects.toThrow(/not uploaded/);
    await expect(uploader.complete([{ ...small, etag: '"other"' }])).rejects.toThrow(
      /ETag differs/,
    );
    await expect(uploader.complete([small, small])).rejects.toThrow(/named twice/);
    await expect(uploader.complete([])).rejects.toThrow(/No parts/);
    expect((await list()).blobs).toEqual([]);
  });

  test("an upload belongs to its own name", async () => {
    const { uploadId } = await createMultipartUpload("mine.bin", PUBLIC);
    const options = { ...PUBLIC, uploadId, key: "yours.bin", partNumber: 1 };
    await expect(uploadPart("yours.bin", "x", options)).rejects.toThrow(/does not belong/);
  });

  test("an object that appeared meanwhile is not overwritten", async () => {
    const uploader = await createMultipartUploader("taken.bin", PUBLIC);
    const part = await uploader.uploadPart(1, "mine");
    await put("taken.bin", "theirs", PUBLIC);
    await expect(uploader.complete([part])).rejects.toThrow(/already exists/);
    await expect(createMultipartUpload("taken.bin", PUBLIC)).rejects.toThrow(/already exists/);
  });
});

describe("client tokens", () => {
  test("let the browser store what was agreed", async () => {
    const token = await clientToken({
      pathname: "v/clip.mp4",
      allowedContentTypes: ["video/*"],
      maximumSizeInBytes: 100,
      cacheControlMaxAge: 600,
    });
    const stored = await clientPut("v/clip.mp4", "film", { ...PUBLIC, token });
    expect(stored.contentType).toBe("video/mp4");
    expect((await head(stored.url)).cacheControl).toBe("public, max-age=600");
  });

  test("expire", async () => {
    const token = await clientToken({ pathname: "late.txt", validUntil: Date.now() - 1 });
    await expect(clientPut("late.txt", "x", { ...PUBLIC, token })).rejects.toThrow(
      BlobClientTokenExpiredError,
    );
  });

  test("hold for one pathname", async () => {
    const token = await clientToken({ pathname: "mine.txt" });
    await expect(clientPut("yours.txt", "x", { ...PUBLIC, token })).rejects.toThrow(
      BlobPathnameMismatchError,
    );
    const multipart = { ...PUBLIC, token, multipart: true };
    await expect(clientPut("yours.txt", "x", multipart)).rejects.toThrow(BlobPathnameMismatchError);
  });

  test("hold for the listed content types", async () => {
    const token = await clientToken({ pathname: "a.txt", allowedContentTypes: ["image/png"] });
    for (const contentType of ["text/plain", "image/svg+xml", "image/png2"]) {
      await expect(clientPut("a.txt", "x", { ...PUBLIC, token, contentType })).rejects.toThrow(
        BlobContentTypeNotAllowedError,
      );
    }
    const contentType = "image/png";
    expect(await clientPut("a.txt", "x", { ...PUBLIC, token, contentType })).toMatchObject({
      contentType,
    });
  });

  test("limit the size, declared or only counted, whole or in parts", async () => {
    const token = await clientToken({ pathname: "s.bin", maximumSizeInBytes: 10 });
    const eleven = "12345678901";
    const options = { ...PUBLIC, token };
    await expect(clientPut("s.bin", eleven, options)).rejects.toThrow(BlobFileTooLargeError);
    const undeclared = new Blob([eleven]).stream();
    await expect(clientPut("s.bin", undeclared, options)).rejects.toThrow(BlobFileTooLargeError);
    await expect(clientPut("s.bin", eleven, { ...options, multipart: true })).rejects.toThrow(
      BlobFileTooLargeError,
    );
    expect(blob.keys()).toEqual([]);
    expect(await clientPut("s.bin", "1234567890", options)).toMatchObject({ pathname: "s.bin" });
  });

  test("a body far over the limit is refused in words, not by a broken connection", async () => {
    const token = await clientToken({ pathname: "huge.bin", maximumSizeInBytes: 10 });
    const huge = new Blob([Buffer.alloc(30 * MB)]).stream();
    await expect(clientPut("huge.bin", huge, { ...PUBLIC, token })).rejects.toThrow(
      BlobFileTooLargeError,
    );
  });

  test("decide about suffix and overwriting, whatever the browser's headers say", async () => {
    const plain = await clientToken({ pathname: "p.txt" });
    await clientPut("p.txt", "1", { ...PUBLIC, token: plain });
    const answer = await fetch(`${blob.url}/?pathname=p.txt`, {
      method: "PUT",
      headers: {
        authorization: `Bearer ${plain}`,
        "x-allow-overwrite": "1",
        "x-add-random-suffix": "1",
      },
      body: "2",
    });
    expect(answer.status).toBe(400);
    const overwrite = await clientToken({ pathname: "p.txt", allowOverwrite: true });
    await clientPut("p.txt", "3", { ...PUBLIC, token: overwrite });
    const suffixed = await clientToken({ pathname: "p.txt", addRandomSuffix: true });
    const { pathname } = await clientPut("p.txt", "4", { ...PUBLIC, token: suffixed });
    expect(pathname).toMatch(/^p-[0-9a-z]{30}\.txt$/);
  });

  test("allow nothing but storing", async () => {
    await put("kept.txt", "x", PUBLIC);
    const token = await clientToken({ pathname: "kept.txt", allowOverwrite: true });
    await expect(list({ token })).rejects.toThrow(/client token/);
    await expect(head("kept.txt", { token })).rejects.toThrow(/client token/);
    for (const path of ["/delete", "/rename?pathname=x&fromUrl=kept.txt"]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${blob.url}${path}`, {
        method: "POST",
        headers,
        body: '{"urls":["kept.txt"]}',
      });
      expect(answer.status).toBe(403);
    }
    expect(blob.keys()).toEqual(["kept.txt"]);
  });

  test("forged or altered are refused", async () => {
    const foreign = await clientToken({ pathname: "f.txt", token: "vercel_blob_rw_test_another" });
    await expect(clientPut("f.txt", "x", { ...PUBLIC, token: foreign })).rejects.toThrow(
      /Access denied/,
    );
    const good = await clientToken({ pathname: "f.txt", maximumSizeInBytes: 1 });
    const [prefix, body = ""] = good.split(/(?<=^vercel_blob_client_test_)/);
    const [signature] = Buffer.from(body, "base64").toString().split(".");
    const payload = Buffer.from(
      JSON.stringify({ pathname: "f.txt", validUntil: Date.now() * 2 }),
    ).toString("base64");
    const altered = `${prefix}${Buffer.from(`${signature}.${payload}`).toString("base64")}`;
    await expect(clientPut("f.txt", "x", { ...PUBLIC, token: altered })).rejects.toThrow(
      /Access denied/,
    );
    expect(blob.keys()).toEqual([]);
  });
});

describe("the completion callback", () => {
  const received: { attempt: number; event: unknown }[] = [];
  let refusals = 0;

  /** An app with the SDK's own upload route, which refuses as many callbacks as told. */
  const app = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body: HandleUploadBody = JSON.parse(Buffer.concat(chunks).toString());
    try {
      const answer = await handleUpload({
        body,
        request: req,
        onBeforeGenerateToken: async () => ({ callbackUrl: appUrl(), tokenPayload: "video 7" }),
        onUploadCompleted: async (event) => {
          received.push({ attempt: received.length + 1, event });
          if (received.length <= refusals) throw new Error("not now");
        },
      });
      res.end(JSON.stringify(answer));
    } catch {
      res.writeHead(500).end("{}");
    }
  });
  const appUrl = () => `http://127.0.0.1:${(app.address() as AddressInfo).port}/upload`;

  beforeEach(async () => {
    received.length = 0;
    refusals = 0;
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => app.close(resolve)));

  const send = (multipart: boolean) =>
    upload("cb/clip.mp4", "film", { ...PUBLIC, handleUploadUrl: appUrl(), multipart });

  test.each([
    ["put", false],
    ["multipart", true],
  ])("comes signed after a %s", async (_, multipart) => {
    const { url } = await send(multipart);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(received[0]?.event).toEqual({
      blob: expect.objectContaining({ url, pathname: "cb/clip.mp4", contentType: "video/mp4" }),
      tokenPayload: "video 7",
    });
  });

  test("is tried again until the app takes it, and then no more", async () => {
    refusals = 2;
    await send(false);
    await vi.waitFor(() => expect(received).toHaveLength(3), { timeout: 5000 });
    await vi.waitFor(async () => expect(await pendingCallbacks()).toEqual([]));
  });

  test("survives a restart of the store", async () => {
    refusals = 1;
    await send(false);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    await blob.stop();
    expect(await pendingCallbacks()).toHaveLength(1);
    await blob.restart();
    await vi.waitFor(() => expect(received.length).toBeGreaterThan(1));
    await vi.waitFor(async () => expect(await pendingCallbacks()).toEqual([]));
  });

  test("with a wrong signature is not believed", async () => {
    const event = { type: "blob.upload-completed", payload: { blob: {}, tokenPayload: "x" } };
    const answer = await fetch(appUrl(), {
      method: "POST",
      headers: { "x-vercel-signature": "00".repeat(32) },
      body: JSON.stringify(event),
    });
    expect({ status: answer.status, received }).toEqual({ status: 500, received: [] });
  });

  async function pendingCallbacks() {
    const { readdir } = await import("node:fs/promises");
    return readdir(`${blob.root}/callbacks`);
  }
});

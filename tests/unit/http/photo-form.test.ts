// The photo form as it comes over the wire: counted, hashed, refused as early as can be.
import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Captain } from "@/lib/domain/actor";
import type { ReceivedPhoto } from "@/lib/domain/media/upload-photo";
import { env } from "@/lib/env";
import { receivePhoto } from "@/lib/http/photo-form";
import { captainActor } from "../../support/actors";

const ANA = captainActor("ana");
const MB = 1024 * 1024;
const { MAX_PHOTO_BYTES: LIMIT } = env("app");
const BOUNDARY = "----boundary";

interface Part {
  name: string;
  value: string | Buffer;
  file?: string;
}
const part = ({ name, value, file }: Part) =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? "" : `; filename="${file}"`}\r\n\r\n`,
    ),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
const END = Buffer.from(`--${BOUNDARY}--\r\n`);
const form = (...parts: Part[]) => Buffer.concat([...parts.map(part), END]);
const photo = (value: Buffer | string): Part => ({ name: "file", value, file: "a.jpg" });

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/api/media/photo", {
    method: "POST",
    body,
    headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    duplex: "half",
  } as RequestInit);
}
const received = (body: BodyInit | null, headers?: Record<string, string>) =>
  receivePhoto(ANA, request(body, headers), async (given) => given);

/** A body that comes piece by piece, and says how much of it was taken. */
function stream(pieces: Iterable<Uint8Array>) {
  const taken = { bytes: 0, isCancelled: false };
  const iterator = pieces[Symbol.iterator]();
  const source: UnderlyingDefaultSource<Uint8Array> = {
    pull(controller) {
      const { value, done } = iterator.next();
      if (done) return controller.close();
      taken.bytes += value.length;
      controller.enqueue(value);
    },
    cancel() {
      taken.isCancelled = true;
    },
  };
  // Without a buffer of its own, so that nothing is taken before somebody reads.
  const body = new ReadableStream(source, { highWaterMark: 0 });
  return { body, taken };
}

beforeEach(() => {
  vi.useRealTimers();
});

describe("a form", () => {
  test("is its file, whole and hashed, its fields before or after it, and the key", async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31) % 256));
    const fields: Part[] = [
      { name: "draftId", value: "d1" },
      { name: "originalSha256", value: "AB".repeat(32) },
      { name: "unknown", value: "ignored" },
      { name: "charterId", value: "" },
    ];
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const expected = {
      sha256,
      fields: { draftId: "d1", originalSha256: "ab".repeat(32) },
      idempotencyKey: "k1",
    };
    for (const parts of [
      [...fields, photo(bytes)],
      [photo(bytes), ...fields],
    ]) {
      const given = await received(new Uint8Array(form(...parts)), { "idempotency-key": "k1" });
      expect(given).toMatchObject(expected);
      expect(Buffer.compare(given.bytes as Buffer, bytes)).toBe(0);
    }
  });

  test("may come in pieces of any size", async () => {
    const bytes = Buffer.from(`\r\n--${BOUNDARY.slice(0, -1)}-- not the end \r\n`.repeat(50));
    const whole = form(photo(bytes), { name: "draftId", value: "d1" });
    for (const size of [1, 7, 64, 1000]) {
      const pieces = Array.from(
        { length: Math.ceil(whole.length / size) },
        (_, n) => new Uint8Array(whole.subarray(n * size, (n + 1) * size)),
      );
      const given = await received(stream(pieces).body);
      expect([given.bytes.length, given.fields.draftId]).toEqual([bytes.length, "d1"]);
    }
  });

  test("counts its first file only", async () => {
    const given = await received(
      new Uint8Array(
        form({ name: "other", value: "x", file: "b" }, photo("first"), photo("second")),
      ),
    );
    expect(Buffer.from(given.bytes).toString()).toBe("first");
  });
});

describe("refused", () => {
  test.each([
    ["no body", null, {}],
    ["JSON", "{}", { "content-type": "application/json" }],
    ["a form of words", "file=x", { "content-type": "application/x-www-form-urlencoded" }],
    ["a form without a file", form({ name: "file", value: "text" }), {}],
    ["an empty form", END, {}],
  ] as const)("missing_file: %s", async (_, body, headers) => {
    const given = typeof body === "string" || body === null ? body : new Uint8Array(body);
    await expect(received(given, headers)).rejects.toMatchObject({ code: "missing_file" });
  });

  test.each([
    ["without its end", form(photo("abc")).subarray(0, -20)],
    ["cut in a header", form(photo("abc")).subarray(0, 30)],
    ["that is no form", Buffer.from("hello")],
    [
      "with a malformed header",
      Buffer.from(`--${BOUNDARY}\r\nno colon\r\n\r\nx\r\n--${BOUNDARY}--\r\n`),
    ],
  ])("upload_cut: a body %s", async (_, body) => {
    await expect(received(new Uint8Array(body))).rejects.toMatchObject({ code: "upload_cut" });
  });

  test("upload_cut: a form without a boundary, and a connection that breaks", async () => {
    const headers = { "content-type": "multipart/form-data" };
    await expect(received(new Uint8Array(END), headers)).rejects.toMatchObject({
      code: "upload_cut",
    });
    const broken = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(part(photo("abc")))),
      pull: (controller) => controller.error(new Error("aborted")),
    });
    await expect(received(broken)).rejects.toMatchObject({ code: "upload_cut" });
  });

  test.each([
    [{ originalSha256: "xyz" }, "originalSha256"],
    [{ onDuplicate: "replace" }, "onDuplicate"],
  ])("invalid_payload: %j", async (fields, name) => {
    const parts = Object.entries(fields).map(([key, value]) => ({ name: key, value }));
    await expect(received(new Uint8Array(form(...parts, photo("x"))))).rejects.toMatchObject({
      code: "invalid_payload",
      details: { errors: { [name]: expect.any(String) } },
    });
  });

  test("file_too_large: by what is declared, without taking a byte", async () => {
    const { body, taken } = stream([new Uint8Array(10)]);
    const asked = request(body, { "content-length": String(LIMIT + MB) });
    await expect(receivePhoto(ANA, asked, async () => 1)).rejects.toMatchObject({
      code: "file_too_large",
    });
    expect(taken.bytes).toBe(0);
  });

  test("file_too_large: an endless body, as soon as it is over the limit", async () => {
    function* endless() {
      yield new Uint8Array(part(photo("")).subarray(0, -2));
      for (;;) yield new Uint8Array(MB).fill(121);
    }
    const { body, taken } = stream(endless());
    await expect(received(body)).rejects.toMatchObject({ code: "file_too_large" });
    expect(taken.bytes).toBeLessThan(LIMIT + 4 * MB);
  });

  test("file_too_large: an endless body of other parts", async () => {
    function* endless() {
      for (;;) yield new Uint8Array(part({ name: "x", value: Buffer.alloc(MB), file: "junk" }));
    }
    const { body, taken } = stream(endless());
    await expect(received(body)).rejects.toMatchObject({ code: "file_too_large" });
    expect(taken.bytes).toBeLessThan(LIMIT + 4 * MB);
  });

  test("what is left of a body that is refused is read away, but no endless one", async () => {
    function* pieces(count: number) {
      yield new Uint8Array(part(photo("")).subarray(0, -2));
      for (let at = 0; at < count; at++) yield new Uint8Array(MB);
    }
    const honest = stream(pieces(LIMIT / MB + 30));
    const endless = stream(pieces(Infinity));
    for (const { body } of [honest, endless])
      await expect(received(body)).rejects.toMatchObject({ code: "file_too_large" });
    await vi.waitFor(() => expect(honest.taken.bytes).toBeGreaterThan(LIMIT + 30 * MB));
    await vi.waitFor(() => expect(endless.taken.isCancelled).toBe(true));
    expect(endless.taken.bytes).toBeLessThan(LIMIT + 70 * MB);
  });

  test("a declared length that lies counts for nothing", async () => {
    const whole = new Uint8Array(form(photo(Buffer.alloc(5000, 7))));
    await expect(received(whole, { "content-length": "100" })).rejects.toMatchObject({
      code: "file_too_large",
    });
    expect((await received(whole, { "content-length": "what" })).bytes.length).toBe(5000);
  });
});

describe("many at once", () => {
  const whole = () => new Uint8Array(form(photo("x")));
  /** An upload whose use case goes on until it is told to end. */
  function underWay() {
    let end: () => void = () => {};
    const until = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { done: receivePhoto(ANA, request(whole()), () => until), end: () => end() };
  }

  test("beyond 20 the next is busy before its body is read, and welcome when one has ended", async () => {
    const uploads = Array.from({ length: 20 }, underWay);
    const { body, taken } = stream([whole()]);
    const asked = request(body);
    await expect(receivePhoto(ANA, asked, async () => 1)).rejects.toMatchObject({ code: "busy" });
    expect(taken.bytes).toBe(0);
    uploads[0]?.end();
    await uploads[0]?.done;
    expect((await received(whole())).bytes.length).toBe(1);
    for (const { end } of uploads) end();
    await Promise.all(uploads.map(({ done }) => done));
  });

  test("senders that take longer than 10 s no longer keep others out", async () => {
    vi.useFakeTimers();
    const slow = Array.from({ length: 20 }, () =>
      receivePhoto(ANA, request(new ReadableStream()), async () => 1).catch(() => {}),
    );
    await expect(received(whole())).rejects.toMatchObject({ code: "busy" });
    await vi.advanceTimersByTimeAsync(10_001);
    expect((await received(whole())).bytes.length).toBe(1);
    expect(slow).toHaveLength(20);
  });

  test.each([
    ["all together hold 256 MB", 10, (n: number) => captainActor(`captain ${n}`)],
    ["one captain holds 128 MB", 5, () => ANA],
  ])(
    "%s at most",
    async (_, most, captainOf) => {
      const ends: (() => void)[] = [];
      const hold = (bytes: number, by: Captain) =>
        receivePhoto(
          by,
          request(new Uint8Array(form(photo(Buffer.alloc(bytes))))),
          (given: ReceivedPhoto) =>
            new Promise<number>((resolve) => ends.push(() => resolve(given.bytes.length))),
        );
      const held = Array.from({ length: most }, (_, n) => hold(25 * MB, captainOf(n)));
      await vi.waitFor(() => expect(ends).toHaveLength(most), { timeout: 20_000 });
      await expect(hold(7 * MB, captainOf(most))).rejects.toMatchObject({ code: "busy" });
      for (const end of ends) end();
      expect(await Promise.all(held)).toEqual(Array(most).fill(25 * MB));
      const after = hold(7 * MB, captainOf(most));
      await vi.waitFor(() => expect(ends).toHaveLength(most + 1), { timeout: 20_000 });
      ends[most]?.();
      expect(await after).toBe(7 * MB);
    },
    30_000,
  );

  test("a sender that falls silent is cut off after 10 s, and holds nothing any more", async () => {
    vi.useFakeTimers();
    const silent = Array.from({ length: 10 }, (_, n) => {
      const body = new ReadableStream({
        start: (controller) =>
          controller.enqueue(new Uint8Array(part(photo(Buffer.alloc(24 * MB))))),
      });
      return receivePhoto(captainActor(`captain ${n}`), request(body), async () => 1).catch(
        ({ code }) => code,
      );
    });
    await vi.advanceTimersByTimeAsync(10_001);
    expect(await Promise.all(silent)).toEqual(Array(10).fill("upload_cut"));
    const whole = new Uint8Array(form(photo(Buffer.alloc(20 * MB))));
    expect((await received(whole)).bytes.length).toBe(20 * MB);
  });

  test("a sender that drips is cut off after 2 minutes", async () => {
    vi.useFakeTimers();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(part(photo("x")))),
      pull: async (controller) => {
        await new Promise((resume) => setTimeout(resume, 9_000));
        controller.enqueue(new Uint8Array(1));
      },
    });
    let code: string | undefined;
    const dripping = receivePhoto(ANA, request(body), async () => 1).catch((error) => {
      code = error.code;
    });
    await vi.advanceTimersByTimeAsync(119_000);
    expect(code).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1_001);
    await dripping;
    expect(code).toBe("upload_cut");
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openAutosave } from "@/lib/client/autosave";
import { mergeDraft } from "@/lib/domain/draft/rules";
import type { DraftPatch, DraftView, SaveDraftInput } from "@/lib/domain/draft/schema";
import { AppError } from "@/lib/errors/app-error";

/** The server's half: merges patches, counts versions, refuses an old one with its own copy. */
function aServer(data: DraftPatch = {}) {
  const at = new Date(0).toISOString();
  const server = {
    draft: {
      id: "d1",
      status: "DRAFT",
      version: 1,
      currentStep: 0,
      data,
      charterId: null,
      editsCharterId: null,
      counts: { photos: 0, videos: 0 },
      createdAt: at,
      updatedAt: at,
      lastTouchedAt: at,
    } as DraftView,
    received: [] as SaveDraftInput[],
    underWay: 0,
    mostAtOnce: 0,
    /** Thrown once each, before anything is saved. */
    failures: [] as AppError[],
    /** Another tab's save. */
    change(patch: DraftPatch) {
      const { draft } = server;
      server.draft = { ...draft, version: draft.version + 1, data: mergeDraft(draft.data, patch) };
    },
    async save(_id: string, input: SaveDraftInput) {
      server.underWay += 1;
      server.mostAtOnce = Math.max(server.mostAtOnce, server.underWay);
      await new Promise((resolve) => setTimeout(resolve, 50));
      server.underWay -= 1;
      const failure = server.failures.shift();
      if (failure) throw failure;
      if (input.clientVersion !== server.draft.version)
        throw new AppError("version_conflict", { server: server.draft });
      server.received.push(input);
      server.change(input.dataPartial);
      server.draft = {
        ...server.draft,
        currentStep: input.currentStep ?? server.draft.currentStep,
      };
      return { draft: server.draft };
    },
  };
  return server;
}

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("saving while somebody types", () => {
  test("waits for a pause, then sends only what changed", async () => {
    const server = aServer({ city: "Kuah" });
    const autosave = openAutosave("u1", server.draft, server.save);
    for (const text of ["S", "Se", "Sea"]) {
      autosave.edit("charterName", text);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(autosave.get().status).toBe("unsaved");
    expect(server.received).toEqual([]);
    await minutes(1);
    expect(server.received).toEqual([
      { dataPartial: { charterName: "Sea" }, clientVersion: 1, currentStep: 0 },
    ]);
    expect(autosave.get().status).toBe("saved");
  });

  test("one request at a time, and what is typed meanwhile is saved after it", async () => {
    const server = aServer();
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "Kuah");
    const first = autosave.flush();
    await vi.advanceTimersByTimeAsync(10);
    autosave.edit("state", "Kedah");
    void autosave.flush();
    await minutes(1);
    await first;
    expect(server.mostAtOnce).toBe(1);
    expect(server.draft.data).toEqual({ city: "Kuah", state: "Kedah" });
    expect(autosave.get().data).toEqual({ city: "Kuah", state: "Kedah" });
  });

  test("flush resolves with the version to submit, step included", async () => {
    const server = aServer();
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "Kuah");
    autosave.goTo(2);
    const flushed = autosave.flush();
    await minutes(1);
    expect(await flushed).toMatchObject({ version: server.draft.version, currentStep: 2 });
  });
});

describe("a draft changed elsewhere", () => {
  test("in other fields: both stand on the server, and the captain is told", async () => {
    const server = aServer({ city: "Kuah" });
    const autosave = openAutosave("u1", server.draft, server.save);
    server.change({ description: "Their words." });
    autosave.edit("charterName", "Sea Wolf");
    await minutes(1);
    const both = { city: "Kuah", charterName: "Sea Wolf", description: "Their words." };
    expect(server.draft.data).toEqual(both);
    expect(autosave.get()).toMatchObject({
      data: both,
      status: "saved",
      notice: { kind: "merged", paths: ["description"] },
    });
  });

  test("in the same field: nothing is sent until the captain chooses, then the choice stands", async () => {
    const server = aServer();
    const autosave = openAutosave("u1", server.draft, server.save);
    server.change({ charterName: "Theirs", city: "Kuah" });
    autosave.edit("charterName", "Mine");
    autosave.edit("city", "Langkawi");
    await minutes(5);
    expect(autosave.get().status).toBe("conflict");
    expect(
      autosave
        .get()
        .conflicts.map(({ path }) => path)
        .sort(),
    ).toEqual(["charterName", "city"]);
    expect(server.received).toEqual([]);
    await expect(autosave.flush()).rejects.toMatchObject({ code: "version_conflict" });

    autosave.choose(new Set(["charterName"]));
    await minutes(1);
    expect(server.draft.data).toEqual({ charterName: "Mine", city: "Kuah" });
    expect(autosave.get().data).toEqual({ charterName: "Mine", city: "Kuah" });
    expect(autosave.get().status).toBe("saved");
  });
});

describe("failures", () => {
  test("that may pass are retried until everything is saved", async () => {
    const server = aServer();
    server.failures = [
      new AppError("offline"),
      new AppError("database_unavailable", {}, { retryAfterSec: 2 }),
      new AppError("internal"),
    ];
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "Kuah");
    await vi.advanceTimersByTimeAsync(1000);
    expect(autosave.get()).toMatchObject({ status: "waiting", refusal: { code: "offline" } });
    await minutes(2);
    expect(server.draft.data).toEqual({ city: "Kuah" });
    expect(autosave.get()).toMatchObject({ status: "saved", refusal: null });
  });

  test("an ended session stops the retries and keeps the edits; the next try saves them", async () => {
    const server = aServer();
    server.failures = [new AppError("unauthorized")];
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "Kuah");
    await minutes(10);
    expect(server.received).toEqual([]);
    expect(autosave.get()).toMatchObject({
      status: "stopped",
      refusal: { code: "unauthorized" },
      data: { city: "Kuah" },
    });
    void autosave.flush();
    await minutes(1);
    expect(server.draft.data).toEqual({ city: "Kuah" });
  });

  test("flush says what stands in the way instead of waiting for ever", async () => {
    const server = aServer();
    server.failures = [new AppError("offline")];
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "Kuah");
    const refused = expect(autosave.flush()).rejects.toMatchObject({ code: "offline" });
    await vi.advanceTimersByTimeAsync(100);
    await refused;
  });

  test("a draft that was submitted elsewhere is not tried again by typing on", async () => {
    const server = aServer();
    server.failures = [new AppError("invalid_status")];
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "Kuah");
    await minutes(1);
    autosave.edit("city", "Kuah town");
    await minutes(5);
    expect(autosave.get()).toMatchObject({
      status: "stopped",
      refusal: { code: "invalid_status" },
    });
    expect(server.received).toEqual([]);
  });
});

describe("typing while something is the matter", () => {
  test("waits as long as the server asked, and keeps saying what is the matter", async () => {
    const server = aServer();
    server.failures = [new AppError("rate_limited", {}, { retryAfterSec: 30 })];
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "K");
    await vi.advanceTimersByTimeAsync(1000);
    for (const text of ["Ku", "Kua", "Kuah"]) {
      autosave.edit("city", text);
      expect(autosave.get()).toMatchObject({
        status: "waiting",
        refusal: { code: "rate_limited" },
      });
      await vi.advanceTimersByTimeAsync(5000);
    }
    expect(server.received).toEqual([]);
    await minutes(1);
    expect(server.draft.data).toEqual({ city: "Kuah" });
  });

  test("never asks a session that has ended, but mends a value that was refused", async () => {
    const server = aServer();
    server.failures = [new AppError("unauthorized")];
    const autosave = openAutosave("u1", server.draft, server.save);
    autosave.edit("city", "K");
    await minutes(1);
    autosave.edit("city", "Ku");
    await minutes(1);
    expect(autosave.get()).toMatchObject({ status: "stopped", refusal: { code: "unauthorized" } });

    server.failures = [new AppError("invalid_payload")];
    await vi.waitFor(() => expect(autosave.flush()).rejects.toThrow());
    autosave.edit("city", "Kuah");
    await minutes(1);
    expect(server.draft.data).toEqual({ city: "Kuah" });
  });
});

describe("on a page", () => {
  const page = new EventTarget();
  let stored: Record<string, string>;
  let hasRoom: boolean;
  const leaves = () => page.dispatchEvent(new Event("beforeunload", { cancelable: true }));

  beforeEach(() => {
    stored = {};
    hasRoom = true;
    vi.stubGlobal("window", page);
    vi.stubGlobal("document", new EventTarget());
    vi.stubGlobal("navigator", {});
    const storage = {
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => {
        if (!hasRoom) throw new DOMException("full", "QuotaExceededError");
        stored[key] = value;
      },
      removeItem: (key: string) => {
        delete stored[key];
      },
    };
    vi.stubGlobal(
      "localStorage",
      new Proxy(storage, {
        ownKeys: () => Object.keys(stored),
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      }),
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test("that is left, saves once more and never tries again; the edits stay for the next", async () => {
    const server = aServer();
    server.failures = Array.from({ length: 5 }, () => new AppError("offline"));
    const autosave = openAutosave("u1", server.draft, server.save);
    const stop = autosave.start();
    autosave.edit("city", "Kuah");
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.failures).toHaveLength(4);
    stop();
    await minutes(10);
    expect(server.failures).toHaveLength(3);
    expect(Object.values(stored).map((kept) => JSON.parse(kept).data)).toEqual([{ city: "Kuah" }]);
  });

  test("that is left with a save under way keeps its edits to itself until that is over", async () => {
    const server = aServer();
    const autosave = openAutosave("u1", server.draft, server.save);
    const stop = autosave.start();
    autosave.edit("city", "Kuah");
    stop();
    expect(Object.keys(stored)).toHaveLength(1);
    await minutes(1);
    expect(server.draft.data).toEqual({ city: "Kuah" });
    expect(stored).toEqual({});
  });

  test("says when the browser has no room for what is unsaved, and asks before leaving", async () => {
    const server = aServer();
    server.failures = [new AppError("offline")];
    const autosave = openAutosave("u1", server.draft, server.save);
    const stop = autosave.start();
    expect(leaves()).toBe(true);
    hasRoom = false;
    autosave.edit("city", "Kuah");
    expect(autosave.get().isKept).toBe(false);
    expect(leaves()).toBe(false);
    await minutes(1);
    expect(autosave.get().status).toBe("saved");
    expect(leaves()).toBe(true);
    stop();
  });
});

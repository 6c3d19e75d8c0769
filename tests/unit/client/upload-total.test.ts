import { expect, test } from "vitest";
import { openSpeedometer } from "@/lib/client/speedometer";
import { secondsLeft } from "@/lib/client/upload-total";
import {
  NO_UPLOADS,
  newUpload,
  type Upload,
  type UploadsState,
  withArrival,
  withChange,
  withoutUpload,
  withUploads,
} from "@/lib/client/uploads-state";
import { AppError } from "@/lib/errors/app-error";

const files = (...ids: string[]) =>
  ids.map((id): Upload => newUpload({ id, name: id, pickedBytes: 4_000_000 }));
const sending = (sentBytes: number): Partial<Upload> => ({
  phase: "sending",
  sentBytes,
  totalBytes: 1000,
});
const begun = (...ids: string[]): UploadsState =>
  ids.reduce(
    (state, id) => withChange(state, id, { totalBytes: 1000 }),
    withUploads(NO_UPLOADS, files(...ids)),
  );

test("it is never whole before the server has confirmed every file", () => {
  let state = begun("a", "b");
  state = withChange(state, "a", { ...sending(1000), phase: "checking" });
  state = withChange(state, "b", { ...sending(1000), phase: "checking" });
  expect(state.total?.fraction).toBeLessThan(1);
  state = withArrival(state, "a");
  expect(state.total).toMatchObject({ arrived: 1, files: 2 });
  expect(state.total?.fraction).toBeLessThan(1);
  expect(withArrival(state, "b").total).toMatchObject({ arrived: 2, fraction: 1 });
});

test("a file that has to be sent again lets it stand still, and it goes on once that has caught up", () => {
  let state = withChange(begun("a", "b"), "a", sending(800));
  const before = state.total;
  state = withChange(state, "a", { phase: "waiting", sentBytes: 0 });
  expect(state.total).toMatchObject({ fraction: before?.fraction, sentBytes: 800 });
  state = withChange(state, "a", sending(400));
  expect(state.total?.sentBytes).toBe(800);
  state = withChange(state, "a", sending(900));
  expect(state.total?.sentBytes).toBe(900);
  expect(state.total?.fraction).toBeGreaterThan(before?.fraction ?? 1);
});

test("a file that fails, is stopped or waits for a choice no longer counts, and nothing falls back", () => {
  const state = withChange(begun("a", "b", "c"), "a", sending(900));
  const refusal = new AppError("internal");
  const leaving = [
    withChange(state, "a", { phase: "failed", refusal, sentBytes: 0 }),
    withChange(state, "a", { phase: "choosing", sentBytes: 0 }),
    withoutUpload(state, "a"),
  ];
  for (const { total } of leaving) {
    expect(total?.files).toBe(2);
    expect(total?.fraction).toBe(state.total?.fraction);
  }
});

test("more files make it say what is true of all of them", () => {
  const state = withChange(begun("a"), "a", sending(1000));
  const more = withUploads(state, files("b", "c"));
  expect(more.total?.files).toBe(3);
  expect(more.total?.fraction).toBeLessThan(0.34);
  // What the new ones will weigh is guessed from those that are known.
  expect(more.total?.totalBytes).toBe(3000);
});

test("files picked when all others have arrived begin anew", () => {
  const done = withArrival(begun("a"), "a");
  expect(withUploads(done, files("b")).total).toMatchObject({ arrived: 0, files: 1, fraction: 0 });
});

test("what a phone's photo will weigh is not guessed to be more than it weighs", () => {
  const tiny = withUploads(NO_UPLOADS, [newUpload({ id: "a", name: "a", pickedBytes: 90 })]);
  expect(tiny.total?.totalBytes).toBe(90);
});

test("the speed is that of the last seconds, and falls while nothing leaves", () => {
  let now = 0;
  const speed = openSpeedometer(() => now);
  const run = (seconds: number, bytesPerSec: number) => {
    for (let n = 0; n < seconds * 4; n++) {
      now += 250;
      speed.note(bytesPerSec / 4);
    }
  };
  expect(speed.read()).toBeNull();
  run(0.5, 1000);
  expect(speed.read()).toBeNull();
  run(10, 1000);
  expect(speed.read()).toBeCloseTo(1000, -2);
  run(10, 200);
  expect(speed.read()).toBeCloseTo(200, -1);
  now += 10_000;
  expect(speed.read()).toBe(0);
});

test("the time left is told only where something moves", () => {
  const left = { sentBytes: 200, totalBytes: 1000 };
  expect(secondsLeft(left, 100)).toBe(8);
  expect([secondsLeft(left, 0), secondsLeft(left, null)]).toEqual([null, null]);
});

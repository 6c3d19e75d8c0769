import { expect, test } from "vitest";
import { SILENT, type Spoken, speak } from "@/lib/client/upload-speech";
import {
  NO_UPLOADS,
  newUpload,
  type Upload,
  withArrival,
  withChange,
  withUploads,
} from "@/lib/client/uploads-state";
import { AppError } from "@/lib/errors/app-error";

const files = (...ids: string[]) =>
  ids.map((id): Upload => newUpload({ id, name: id, pickedBytes: 1 }));

/** Everything that is said while these states follow each other, so many seconds apart. */
function said(seconds: number, ...states: (typeof NO_UPLOADS)[]): string[] {
  const spoken: Spoken[] = [SILENT];
  states.forEach((state, at) => {
    spoken.push(speak(spoken.at(-1) ?? SILENT, state, (at + 2) * 1000 * seconds));
  });
  const isNew = (one: Spoken, at: number) => at > 0 && one.at !== spoken[at - 1]?.at;
  return spoken.filter(isNew).map(({ sentence }) => sentence);
}

const five = withUploads(NO_UPLOADS, files("a", "b", "c", "d", "e"));
const arrivals = [five];
for (const id of ["a", "b", "c", "d", "e"]) arrivals.push(withArrival(arrivals.at(-1) ?? five, id));

test("five photos on a good line are two sentences", () => {
  expect(said(1, ...arrivals)).toEqual(["5 photos on the way.", "All 5 photos are here."]);
});

test("on a slow line a few more, ten seconds apart at least", () => {
  expect(said(6, ...arrivals)).toEqual([
    "5 photos on the way.",
    "2 of 5 photos here.",
    "4 of 5 photos here.",
    "All 5 photos are here.",
  ]);
});

test("progress of bytes alone is never said", () => {
  const moving = [100, 200, 300].map((sentBytes) =>
    withChange(five, "a", { phase: "sending", sentBytes, totalBytes: 1000 }),
  );
  expect(said(60, five, ...moving)).toEqual(["5 photos on the way."]);
});

test("what is picked in addition is said with what is left", () => {
  const more = withUploads(arrivals[2] ?? five, files("f"));
  expect(said(1, five, more)).toEqual(["5 photos on the way.", "4 photos on the way."]);
});

test("what holds them up is said once, and short rests are not", () => {
  const held = (why: "offline" | "rest") => ({ ...five, hold: { why, until: null } });
  expect(said(1, five, held("rest"), held("offline"), held("offline"), five)).toEqual([
    "5 photos on the way.",
    "You are offline. Your photos wait and go on by themselves.",
  ]);
});

test("what waits for a choice is said while others are on their way, and not again", () => {
  const asked = withChange(five, "a", { phase: "choosing" });
  const moved = withChange(asked, "b", { phase: "sending", sentBytes: 1, totalBytes: 2 });
  expect(said(1, five, asked, moved)).toEqual([
    "5 photos on the way.",
    "1 photo you have already: please choose.",
  ]);
});

test("the end says what did not arrive and what waits for a choice", () => {
  const two = withUploads(NO_UPLOADS, files("a", "b", "c"));
  const refusal = new AppError("internal");
  const failed = withChange(two, "b", { phase: "failed", refusal });
  const asked = withChange(failed, "c", { phase: "choosing" });
  expect(said(1, two, asked, withArrival(asked, "a")).at(-1)).toBe(
    "1 photo here. 1 photo did not arrive. 1 photo you have already: please choose.",
  );
  expect(said(1, ...[two, withArrival(two, "a")]).at(-1)).toBe("3 photos on the way.");
});

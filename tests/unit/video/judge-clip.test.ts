// What a video may be, said about it and found in it.
import { describe, expect, test } from "vitest";
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import {
  type DeclaredVideo,
  type FoundVideo,
  judgeClip,
  videoTypeOf,
  whyNotSent,
} from "@/lib/domain/video/rules";
import { type VideoInput, videoInput } from "@/lib/domain/video/schema";

const declared: DeclaredVideo = {
  contentType: "video/mp4",
  sizeBytes: 4_000_000,
  durationSec: 12,
  trimStartSec: 0,
  trimEndSec: null,
};
const found: FoundVideo = {
  sizeBytes: 4_000_000,
  container: "mp4",
  isPlainMp4: true,
  videoCodec: "avc",
  codecString: "avc1.64001f",
  audioCodec: "aac",
  durationSec: 12.02,
  width: 720,
  height: 1280,
  mayTellPlace: false,
};
const judge = (given: Partial<FoundVideo>, said: Partial<DeclaredVideo> = {}) =>
  judgeClip({ ...declared, ...said }, { ...found, ...given });

describe("a clip within the rules is ready at once", () => {
  const ready: [string, Partial<FoundVideo>, Partial<DeclaredVideo>?][] = [
    ["upright", {}],
    ["across", { width: 1280, height: 720 }],
    ["silent", { audioCodec: null }],
    ["of 30 seconds and a frame", { durationSec: 30.05 }, { durationSec: 30 }],
    ["wanted from its first moment to its last", {}, { trimStartSec: 0.02, trimEndSec: 11.95 }],
    ["named a MOV", {}, { contentType: "video/quicktime" }],
  ];
  test.each(ready)("%s", (_, given, said) => expect(judge(given, said)).toBe("ready"));
});

describe("any other waits for the worker", () => {
  const queued: [string, Partial<FoundVideo>, Partial<DeclaredVideo>?][] = [
    ["a MOV", { isPlainMp4: false }],
    [
      "a WebM",
      { container: "webm", isPlainMp4: false, videoCodec: "vp9" },
      { contentType: "video/webm" },
    ],
    ["HEVC", { videoCodec: "hevc", codecString: "hvc1.1.6.L93" }],
    ["ten bits a colour", { codecString: "avc1.6e001f" }],
    ["a codec that does not say what it is", { codecString: null }],
    ["other sound", { audioCodec: "opus" }],
    ["sound without a name", { audioCodec: "unknown" }],
    ["1080p", { width: 1080, height: 1920 }],
    ["too wide", { width: 1282, height: 540 }],
    ["square and large", { width: 900, height: 900 }],
    ["a place", { mayTellPlace: true }],
    ["a part of it", {}, { trimStartSec: 2 }],
    [
      "a part of a long one",
      { durationSec: 61 },
      { durationSec: 60, trimStartSec: 5, trimEndSec: 17 },
    ],
    ["one that does not say how long it is", { durationSec: null }],
  ];
  test.each(queued)("%s", (_, given, said) => expect(judge(given, said)).toBe("queued"));
});

describe("what is not what was said, or not allowed, is refused", () => {
  const refused: [string, Partial<FoundVideo>, Partial<DeclaredVideo>, string][] = [
    ["a smaller file", { sizeBytes: 3_999_999 }, {}, "video_differs"],
    ["a longer one", { durationSec: 14 }, {}, "video_differs"],
    ["a shorter one", { durationSec: 10.5 }, {}, "video_differs"],
    [
      "one without the part",
      { durationSec: 12 },
      { trimStartSec: 12.5, trimEndSec: 20 },
      "video_differs",
    ],
    ["one that is too long", { durationSec: 60 }, { durationSec: 60 }, "video_too_long"],
    [
      "too long a part",
      { durationSec: 60 },
      { durationSec: 60, trimStartSec: 20 },
      "video_too_long",
    ],
    ["another container", { container: "webm" }, {}, "unsupported_video"],
    ["a type that is not taken", {}, { contentType: "video/ogg" }, "unsupported_video"],
    ["another codec", { videoCodec: null }, {}, "unsupported_video"],
    ["a picture beyond 8K", { width: 9000, height: 9000 }, {}, "unsupported_video"],
    ["too many bytes", { sizeBytes: VIDEO_LIMITS.maxBytes + 1 }, {}, "video_too_large"],
  ];
  test.each(refused)("%s", (_, given, said, code) =>
    expect(judge(given, said)).toEqual({ refused: code }),
  );
});

describe("before a byte is sent", () => {
  const file: VideoInput = {
    ...{ fileName: "strike.mp4", contentType: "video/mp4", sizeBytes: 1 },
    ...{ durationSec: 30, width: 1280, height: 720 },
  };
  test.each([
    [{}, null],
    [{ contentType: "VIDEO/MP4; codecs=avc1" }, null],
    [{ contentType: "image/png" }, "unsupported_video"],
    [{ sizeBytes: VIDEO_LIMITS.maxBytes }, null],
    [{ sizeBytes: VIDEO_LIMITS.maxBytes + 1 }, "video_too_large"],
    [{ durationSec: 30.06 }, "video_too_long"],
    [{ durationSec: 600, trimStartSec: 100, trimEndSec: 130 }, null],
    [{ durationSec: 600, trimStartSec: 100 }, "video_too_long"],
  ] as const)("%o: %s", (said, code) => expect(whyNotSent({ ...file, ...said })).toBe(code));

  test("the type is told whatever its case and parameters", () => {
    expect(videoTypeOf(" Video/QuickTime ;x=y")).toBe("video/quicktime");
    expect(videoTypeOf("")).toBeNull();
  });

  test("what can't be a file or a part of one is no input", () => {
    for (const wrong of [
      ...[
        { sizeBytes: 0 },
        { sizeBytes: 1.5 },
        { durationSec: 0 },
        { width: 0 },
        { fileName: " " },
      ],
      ...[{ trimStartSec: -1 }, { trimStartSec: 30 }, { trimStartSec: 9, trimEndSec: 9 }],
      { trimEndSec: 30.1 },
      ...[{ durationSec: Number.NaN }, { height: "tall" }, { draftId: 7 }],
    ])
      expect(videoInput.safeParse({ ...file, ...wrong }).success, JSON.stringify(wrong)).toBe(
        false,
      );
  });
});

// Every limit of videos, and what a file of one may be. Browser-safe.

/** The containers that are taken, by the type a browser declares; MP4 and MOV are one family and often confused. */
export const VIDEO_CONTAINERS = {
  "video/mp4": "mp4",
  "video/quicktime": "mp4",
  "video/webm": "webm",
} as const satisfies Record<string, string>;
export type VideoType = keyof typeof VIDEO_CONTAINERS;
export type VideoContainer = (typeof VIDEO_CONTAINERS)[VideoType];
export const VIDEO_TYPES = Object.keys(VIDEO_CONTAINERS) as readonly VideoType[];

/** How a stored file's name ends. */
export const VIDEO_FILE_ENDINGS = {
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/webm": "webm",
} as const satisfies Record<VideoType, string>;

/** What their pictures may be coded in. */
export const VIDEO_CODECS = ["avc", "hevc", "vp8", "vp9", "av1"] as const;

/** Baseline, Main and High in eight bits; browsers show nothing else of H.264. */
export const PLAIN_AVC = /^avc[13]\.(42|4d|58|64)/i;

export const VIDEO_LIMITS = {
  /** Seconds of the part that is shown. */
  maxSec: 30,
  /** What a cut may miss by, because it falls on whole frames. */
  slackSec: 0.05,
  /** The longer and the shorter side of a clip that is shown, in pixels: 720p, upright or not. */
  box: { long: 1280, short: 720 },
  /** Of an original, 8K: beyond it one frame alone takes the worker more memory than a clip is worth. */
  maxPixels: 7680 * 4320,
  /** One draft's, whatever their state. */
  perDraft: 10,
  /**
   * Bytes of one file: a minute of a phone's 4K is some 170 MB, and ten such files are what a captain may
   * have stored in all.
   */
  maxBytes: 200_000_000,
  /** Minutes in which an upload may begin each of its parts; for more it asks for another token. */
  tokenMinutes: 10,
  /** Hours after the last token for which an upload that stopped can go on. */
  resumeHours: 24,
} as const;

/** How far apart the browser's and our own measure of one file may be: seconds, or a part of its length. */
export const DURATION_TOLERANCE = { sec: 1, part: 0.05 } as const;

/** The poster of a video: one picture, at most this wide. */
export const POSTER_WIDTH = 1280;

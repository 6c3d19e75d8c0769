// The system's ffmpeg and ffprobe, for the video worker and for the clips that tests make.
import { step } from "./run.mjs";
import { firstThatStarts, installByApt, onPath } from "./system-programs.mjs";

/** @typedef {{ ffmpeg: string, ffprobe: string }} Ffmpeg paths of the two programs */

/**
 * The ones FFMPEG_PATH and FFPROBE_PATH name, else the system's; undefined unless both start.
 * @returns {Ffmpeg | undefined}
 */
export function findFfmpeg() {
  const { FFMPEG_PATH = "", FFPROBE_PATH = "" } = process.env;
  const ffmpeg = firstThatStarts([FFMPEG_PATH, ...onPath(["ffmpeg"])], "-version");
  const ffprobe = firstThatStarts([FFPROBE_PATH, ...onPath(["ffprobe"])], "-version");
  return ffmpeg && ffprobe ? { ffmpeg, ffprobe } : undefined;
}

/**
 * The same, installing them on Debian as root where there are none.
 *
 * @returns {Promise<Ffmpeg>}
 * @throws Error that says what to do when none can be had
 */
export async function provideFfmpeg() {
  const found = findFfmpeg();
  if (found) return found;
  await step("Installing ffmpeg", () => installByApt("ffmpeg")).catch(() => {});
  const installed = findFfmpeg();
  if (installed) return installed;
  throw new Error(
    "Videos need ffmpeg and ffprobe, and they could not be installed. Install them, or name them in FFMPEG_PATH and FFPROBE_PATH.",
  );
}

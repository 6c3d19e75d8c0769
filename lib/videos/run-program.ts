// Starts ffmpeg and ffprobe: the only place that does. No shell, no variables of ours, no keyboard, low
// priority, and an end to time and words, because what they read was made by a stranger.
import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { bareEnvironment, env } from "@/lib/env";
import { AppError } from "@/lib/errors/app-error";

const NICE = 10;
const MAX_OUTPUT = 1_000_000;
const KEPT_WORDS = 2_000;

// A process that ends takes with it what it started.
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Where it may work, for how long, and until when it is wanted. */
export interface Bounds {
  /** Its working folder. */
  folder: string;
  seconds: number;
  signal: AbortSignal;
}

/**
 * Runs one of the two programs to its end.
 *
 * @returns what it printed
 * @throws AppError invalid_video when it refuses its input; video_too_heavy when it used up its time, by the clock or
 *   in computing: it would again, and its captain can still retry it; the signal's reason when that aborts; Error for everything that is not the input's fault
 */
export function runProgram(
  program: "ffmpeg" | "ffprobe",
  args: readonly string[],
  { folder, seconds, signal }: Bounds,
): Promise<string> {
  signal.throwIfAborted();
  const { FFMPEG_PATH, FFPROBE_PATH } = env("videos");
  const path = program === "ffmpeg" ? FFMPEG_PATH : FFPROBE_PATH;
  const child = spawn(path, args, {
    cwd: folder,
    env: bareEnvironment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  lowerPriority(child);
  let output = "";
  let words = "";
  let ended: Error | undefined;
  const end = (why: Error) => {
    ended ??= why;
    child.kill("SIGKILL");
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.length > MAX_OUTPUT) end(new Error(`${program} printed too much`));
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-KEPT_WORDS);
  });
  const timer = setTimeout(
    () => end(new AppError("video_too_heavy", {}, { cause: `${program} took over ${seconds} s` })),
    seconds * 1000,
  );
  const onAbort = () => end(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });

  return new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, killedBy) => {
      if (ended) reject(ended);
      else if (code === 0) resolve(output);
      else
        reject(
          refusal(
            words,
            new Error(`${program} ended with ${killedBy ?? code}: ${words}`),
            killedBy,
          ),
        );
    });
  }).finally(() => {
    running.delete(child);
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  });
}

function refusal(words: string, cause: Error, killedBy: string | null): Error {
  const isTooHeavy = killedBy === "SIGXCPU" || words.includes("exceeds specified max pixel count");
  if (isTooHeavy) return new AppError("video_too_heavy", {}, { cause });
  // Killed for want of memory, crashed, or a full disk: another try may do better.
  if (killedBy !== null || words.includes("No space left on device")) return cause;
  return new AppError("invalid_video", {}, { cause });
}

function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, NICE);
  } catch {
    // It has ended already, or the system keeps priorities to itself.
  }
}

// Asks the server which files the captain has already: for many files in one request, before any is sent.
import type { KnownPhoto } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";

export interface KnownAsker {
  /** What the captain has of a file; null when nothing, or when it can't be found out: the server looks again. */
  ask: (sha256: string) => Promise<KnownPhoto | null>;
  /** Asks again what could not be asked. */
  resume: () => void;
  stop: () => void;
}

type Answer = (known: KnownPhoto | null) => void;

interface Context {
  find: (sha256: string[]) => Promise<{ known: KnownPhoto[] }>;
  isHeld: (refusal: AppError) => boolean;
  waiting: Map<string, Answer[]>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Files picked together are hashed within moments of each other. */
const GATHER_MS = 250;
const MOST_AT_ONCE = 100;

/**
 * An asker at rest.
 *
 * @param isHeld whether a refusal will pass; then nothing is asked until `resume`
 */
export function openKnownAsker(find: Context["find"], isHeld: Context["isHeld"]): KnownAsker {
  const context: Context = { find, isHeld, waiting: new Map(), timer: undefined };
  return {
    ask: (sha256) =>
      new Promise((resolve) => {
        context.waiting.set(sha256, [...(context.waiting.get(sha256) ?? []), resolve]);
        askSoon(context);
      }),
    resume: () => askSoon(context),
    stop: () => {
      clearTimeout(context.timer);
      context.waiting.clear();
    },
  };
}

function askSoon(context: Context): void {
  if (context.waiting.size > 0) context.timer ??= setTimeout(() => void flush(context), GATHER_MS);
}

async function flush(context: Context): Promise<void> {
  const { find, isHeld, waiting } = context;
  context.timer = undefined;
  const asked = [...waiting].slice(0, MOST_AT_ONCE);
  for (const [sha256] of asked) waiting.delete(sha256);
  if (waiting.size > 0) askSoon(context);
  const answer = (known: KnownPhoto[]) => {
    for (const [sha256, answers] of asked)
      for (const tell of answers) tell(known.find((one) => one.sha256 === sha256) ?? null);
  };
  try {
    answer((await find(asked.map(([sha256]) => sha256))).known);
  } catch (error) {
    if (!(error instanceof AppError) || !isHeld(error)) return answer([]);
    for (const [sha256, answers] of asked)
      waiting.set(sha256, [...answers, ...(waiting.get(sha256) ?? [])]);
  }
}

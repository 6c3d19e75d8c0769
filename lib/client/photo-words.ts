// What a captain said about photos and the server has not confirmed. Kept for this tab, so that neither a
// reload nor an ended session loses it; gone at sign-out, because phones are shared.
import { PHOTO_WORDS_MAX } from "@/lib/domain/media/kinds";
import { type MediaPatch, type MediaView, mediaPatch } from "@/lib/domain/media/schema";
import type { AppError } from "@/lib/errors/app-error";

/** What can be said about a photo; what is absent stays as it is. */
export type PhotoWords = Pick<MediaPatch, "caption" | "altText" | "focalX" | "focalY" | "shows">;

interface Said {
  words: PhotoWords;
  /** What the server said to exactly these words. */
  refusal?: AppError;
}

export interface UnsaidWords {
  /** Adds to what was said about a photo before. */
  note: (id: string, words: PhotoWords) => void;
  /** What may be told now: neither refused already nor longer than the server takes. */
  ready: () => [id: string, words: PhotoWords][];
  /** Whether anything about this photo is untold. */
  has: (id: string) => boolean;
  /** The server knows these words; what was said since remains. */
  settle: (id: string, words: PhotoWords) => void;
  /** The server won't have these words: they are kept, and not told again until they change. */
  refuse: (id: string, words: PhotoWords, refusal: AppError) => void;
  refusalOf: (id: string) => AppError | undefined;
  /** Lets refused words be told once more. */
  tryAgain: () => void;
  forget: (id: string) => void;
  /** The photos with what was said about them. */
  over: (photos: readonly MediaView[]) => readonly MediaView[];
  /** Takes up what this tab kept about these photos. */
  adopt: (photos: readonly MediaView[]) => void;
}

const PREFIX = "photo-words:";

/** Begins with nothing said. */
export function openWords(): UnsaidWords {
  const said = new Map<string, Said>();
  const keep = (id: string, entry: Said) => {
    said.set(id, entry);
    attempt((storage) => storage.setItem(PREFIX + id, JSON.stringify(entry.words)));
  };
  const forget = (id: string) => {
    said.delete(id);
    attempt((storage) => storage.removeItem(PREFIX + id));
  };
  return {
    note: (id, words) => keep(id, { words: { ...said.get(id)?.words, ...words } }),
    ready: () =>
      [...said].flatMap(([id, { words, refusal }]) =>
        refusal || Object.keys(wordErrors(words)).length > 0 ? [] : [[id, words]],
      ),
    has: (id) => said.has(id),
    settle: (id, words) => {
      if (said.get(id)?.words === words) forget(id);
    },
    refuse: (id, words, refusal) => {
      if (said.get(id)?.words === words) said.set(id, { words, refusal });
    },
    refusalOf: (id) => said.get(id)?.refusal,
    tryAgain: () => {
      for (const [id, { words }] of said) said.set(id, { words });
    },
    forget,
    over: (photos) => {
      if (!photos.some(({ id }) => said.has(id))) return photos;
      return photos.map((photo) => ({ ...photo, ...present(said.get(photo.id)?.words) }));
    },
    adopt: (photos) => {
      for (const { id } of photos) {
        const words = attempt((storage) => read(storage.getItem(PREFIX + id)));
        if (words && !said.has(id)) said.set(id, { words });
      }
    },
  };
}

/** What the server would say against these words, by field; empty when nothing. */
export function wordErrors({ caption, altText }: PhotoWords): Record<string, string> {
  const tooLong = (text: string | null | undefined) => (text?.trim().length ?? 0) > PHOTO_WORDS_MAX;
  const sentence = `Please keep it under ${PHOTO_WORDS_MAX} characters.`;
  return {
    ...(tooLong(caption) && { caption: sentence }),
    ...(tooLong(altText) && { altText: sentence }),
  };
}

/** The words as they are told: without spaces around them, and null for none. */
export function toldWords(words: PhotoWords): PhotoWords {
  const tidy = (text: string | null | undefined) => text?.trim() || null;
  return {
    ...words,
    ...(words.caption !== undefined && { caption: tidy(words.caption) }),
    ...(words.altText !== undefined && { altText: tidy(words.altText) }),
  };
}

/** Whether this tab keeps words that were not told. */
export function hasUnsaidWords(): boolean {
  return keptKeys().length > 0;
}

/** Deletes all that this tab kept; for when somebody signs out. */
export function forgetAllWords(): void {
  for (const key of keptKeys()) attempt((storage) => storage.removeItem(key));
}

function keptKeys(): string[] {
  return attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(PREFIX))) ?? [];
}

function read(text: string | null): PhotoWords | undefined {
  if (text === null) return undefined;
  const kept: PhotoWords = JSON.parse(text);
  // Too long is what a captain typed, and stays; anything else that does not fit is not ours.
  const { caption: _, altText: __, ...rest } = kept;
  return Object.keys(rest).length === 0 || mediaPatch.safeParse(rest).success ? kept : undefined;
}

function present(words: PhotoWords = {}): Partial<MediaView> {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

/** A browser may have no room or forbid storage; what is in memory goes on. */
function attempt<T>(action: (storage: Storage) => T): T | undefined {
  try {
    return action(sessionStorage);
  } catch {
    return undefined;
  }
}

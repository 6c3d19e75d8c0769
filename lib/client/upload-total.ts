// How far all files of a round are, together. A round begins when the first file is picked and ends when
// none is on its way any more. Pure.

/** What of a file counts for the total. */
export interface Counted {
  phase: "waiting" | "preparing" | "choosing" | "sending" | "checking" | "failed";
  pickedBytes: number;
  sentBytes: number;
  /** 0 until it is known what is sent. */
  totalBytes: number;
}

/** What has arrived in this round. */
export interface Arrived {
  files: number;
  bytes: number;
}

export interface UploadTotal {
  /** Confirmed by the server. */
  arrived: number;
  files: number;
  /** Bytes that have left, of those that will; the latter guessed for files that are not shrunk yet. */
  sentBytes: number;
  totalBytes: number;
  /** 0 to 1; 1 only when the server has confirmed every file. */
  fraction: number;
}

/** What is left of a file once all its bytes have gone: the server's word. */
const UNTIL_CONFIRMED = 0.05;
/** What a photo usually weighs when it is sent. */
const USUAL_BYTES = 700_000;

/** Whether a file goes on by itself: it neither failed nor waits for the captain's choice. */
export function isUnderWay({ phase }: Pick<Counted, "phase">): boolean {
  return phase !== "failed" && phase !== "choosing";
}

/**
 * The total now. Each file counts the same, because what it will weigh is known late. With the same or fewer
 * files it never stands further back than `before`: a file that has to be sent again makes it stand still
 * until it has caught up. With more files it says what is true of all of them.
 */
export function totalOf(
  uploads: readonly Counted[],
  arrived: Arrived,
  before: UploadTotal | null,
): UploadTotal {
  const now = measured(uploads.filter(isUnderWay), arrived);
  if (!before || now.files > before.files) return now;
  const sentBytes = now.files === before.files ? Math.max(before.sentBytes, now.sentBytes) : 0;
  return {
    ...now,
    sentBytes: Math.min(now.totalBytes, Math.max(now.sentBytes, sentBytes)),
    fraction: Math.max(before.fraction, now.fraction),
  };
}

function measured(uploads: readonly Counted[], arrived: Arrived): UploadTotal {
  const known = uploads.filter(({ totalBytes }) => totalBytes > 0);
  const knownBytes = arrived.bytes + sum(known, ({ totalBytes }) => totalBytes);
  const knownFiles = arrived.files + known.length;
  const usual = knownFiles > 0 ? knownBytes / knownFiles : USUAL_BYTES;
  const unknown = uploads.filter(({ totalBytes }) => totalBytes === 0);
  const files = arrived.files + uploads.length;
  const parts = sum(known, (one) => (1 - UNTIL_CONFIRMED) * (one.sentBytes / one.totalBytes));
  return {
    arrived: arrived.files,
    files,
    sentBytes: arrived.bytes + sum(uploads, ({ sentBytes }) => sentBytes),
    totalBytes: knownBytes + sum(unknown, ({ pickedBytes }) => Math.min(pickedBytes, usual)),
    fraction: files === 0 ? 0 : (arrived.files + parts) / files,
  };
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

/** Seconds until all has left at this speed; null when it can't be told. */
export function secondsLeft(
  { sentBytes, totalBytes }: Pick<UploadTotal, "sentBytes" | "totalBytes">,
  bytesPerSec: number | null,
): number | null {
  return bytesPerSec ? Math.max(0, totalBytes - sentBytes) / bytesPerSec : null;
}

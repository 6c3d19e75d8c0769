// A file in parts on its way to the store: which have arrived, which have not, how many bytes that is. Pure.

/** One part that the store has. */
export interface StoredPart {
  partNumber: number;
  etag: string;
}

/** What has to be known to go on with an upload that broke off. */
export interface PartLedger {
  pathname: string;
  key: string;
  uploadId: string;
  parts: readonly StoredPart[];
}

export interface PartToSend {
  partNumber: number;
  /** Bytes of the file, from and up to. */
  start: number;
  end: number;
}

/** The least the store takes for every part but the last: the less, the less is sent again. */
export const PART_BYTES = 5 * 1024 * 1024;

/** All parts of a file of so many bytes, numbered from 1. */
export function partsOf(bytes: number): PartToSend[] {
  const count = Math.max(1, Math.ceil(bytes / PART_BYTES));
  return Array.from({ length: count }, (_, at) => ({
    partNumber: at + 1,
    start: at * PART_BYTES,
    end: Math.min(bytes, (at + 1) * PART_BYTES),
  }));
}

/** The parts that the store does not have yet, in order. */
export function missingParts(bytes: number, stored: readonly StoredPart[]): PartToSend[] {
  const known = new Set(stored.map(({ partNumber }) => partNumber));
  return partsOf(bytes).filter(({ partNumber }) => !known.has(partNumber));
}

/** How many bytes of the file the store has for certain. */
export function storedBytes(bytes: number, stored: readonly StoredPart[]): number {
  const missing = missingParts(bytes, stored).reduce((sum, { start, end }) => sum + end - start, 0);
  return bytes - missing;
}

/** With one more part; the same part again counts once, as it came last. */
export function withPart(ledger: PartLedger, part: StoredPart): PartLedger {
  const others = ledger.parts.filter(({ partNumber }) => partNumber !== part.partNumber);
  const parts = [...others, part].sort((one, next) => one.partNumber - next.partNumber);
  return { ...ledger, parts };
}

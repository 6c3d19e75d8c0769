// Whether an MP4 or MOV may say where it was recorded. When in doubt, it may: then it is made anew without.
import "server-only";

/** Top-level boxes of a file that is nothing but picture, sound and their index. */
const PLAIN_BOXES: ReadonlySet<string> = new Set([
  ...["ftyp", "moov", "mdat", "free", "skip", "wide", "styp", "sidx", "moof", "mfra"],
]);
/** What a place is called in its metadata: by phones, by cameras, by programs. */
const PLACE_NAMES = ["\xa9xyz", "loci", "location", "GPS"];
/** What the tracks and the metadata of such a file are handled by; a recorder's own data is by others. */
const PLAIN_HANDLERS = /^(vide|soun|mdir|mdta|url |alis)$/;
const MAX_BOXES = 64;
const MAX_INDEX_BYTES = 12_000_000;

/** Gives the bytes from `start` up to, and without, `end`. */
export type ReadPart = (start: number, end: number) => Promise<Uint8Array>;

/**
 * Looks at the boxes of a file and into its index.
 *
 * @param bytes of the whole file
 */
export async function tellsPlace(bytes: number, read: ReadPart): Promise<boolean> {
  let at = 0;
  for (let boxes = 0; at + 8 <= bytes; boxes++) {
    if (boxes >= MAX_BOXES) return true;
    const head = Buffer.from(await read(at, Math.min(at + 16, bytes)));
    const name = head.toString("latin1", 4, 8);
    const size = sizeOf(head, bytes - at);
    if (!PLAIN_BOXES.has(name) || size < 8 || at + size > bytes) return true;
    if (name === "moov") {
      if (size > MAX_INDEX_BYTES) return true;
      if (indexTellsPlace(Buffer.from(await read(at, at + size)))) return true;
    }
    at += size;
  }
  return at !== bytes;
}

/** A size of 1 stands for one of 64 bits that follows, of 0 for all that is left. */
function sizeOf(head: Buffer, left: number): number {
  const size = head.readUInt32BE(0);
  if (size === 0) return left;
  if (size !== 1) return size;
  return head.length < 16 ? 0 : Number(head.readBigUInt64BE(8));
}

function indexTellsPlace(index: Buffer): boolean {
  if (PLACE_NAMES.some((name) => index.includes(name, 0, "latin1"))) return true;
  for (let at = index.indexOf("hdlr"); at !== -1; at = index.indexOf("hdlr", at + 4)) {
    // The box's name, its version and flags, what it is of, and then who handles it.
    if (!PLAIN_HANDLERS.test(index.toString("latin1", at + 12, at + 16))) return true;
  }
  return false;
}

// What a photo looks like to a coach: too small, too dark, blurred, and a fingerprint that near-duplicates
// share. Arithmetic on pixels only: no canvas, no page, so it runs in a worker, on the page and in a test.
// The numbers were set on three dozen real photos and the demo's, sharp and blurred, bright and darkened.

/** Pixels as a canvas gives them: red, green, blue, alpha, a byte each. */
export interface Pixels {
  data: ArrayLike<number>;
  width: number;
  height: number;
}

export type PhotoFault = "small" | "dark" | "blurred";

/** What is told of one photo; plain data, to be kept and sent between threads. */
export interface PhotoLook {
  faults: PhotoFault[];
  /** 64 bits as 16 hex digits; near-duplicates differ in few of them. */
  fingerprint: string;
  /** Of the photo as picked, in pixels. */
  width: number;
  height: number;
}

/** The longer side to which a photo is shrunk before it is judged; what is smaller already stays as it is. */
export const JUDGED_SIDE = 512;

/** Below this a photo is soft on a laptop: what the strictest of the large rental sites asks for at least. */
const SMALL = { long: 1024, short: 683 };

/** Too dark: 98 of 100 pixels stay below this luma. Two stops too little light gave 63 at most; nights with lights 118 at least. */
const DARK_LUMA = 80;

/** Blurred: the Laplacian's variance in the busiest tenth of the photo. Blur of 8 px in 1920 gave under 50, sharp photos over 80. */
const BLURRED_VARIANCE = 40;

/** Near-duplicates: so many bits of 64 may differ. The same scene a step aside differs in 6 to 8, other scenes in 20 or more. */
const ALIKE_BITS = 8;

const TILES = { across: 8, down: 6, busiest: 5 };
const HASHED = { side: 32, kept: 8 };

/**
 * Judges one photo.
 *
 * @param pixels the photo shrunk to {@link JUDGED_SIDE}; smaller ones are judged more kindly
 * @param size of the photo as picked
 */
export function judgePhoto(pixels: Pixels, size: { width: number; height: number }): PhotoLook {
  const { width, height } = pixels;
  const luma = lumaOf(pixels);
  const faults: PhotoFault[] = [];
  if (Math.max(size.width, size.height) < SMALL.long) faults.push("small");
  else if (Math.min(size.width, size.height) < SMALL.short) faults.push("small");
  // What is too dark has no edges to judge.
  if (brightest(luma) < DARK_LUMA) faults.push("dark");
  else if (sharpness(luma, width, height) < BLURRED_VARIANCE) faults.push("blurred");
  return {
    faults,
    fingerprint: fingerprintOf(luma, width, height),
    width: size.width,
    height: size.height,
  };
}

/** Whether two fingerprints are of photos that show nearly the same. */
export function isAlike(one: string, other: string): boolean {
  return bitsBetween(one, other) <= ALIKE_BITS;
}

/** In how many of their 64 bits two fingerprints differ; in all, when one is none. */
export function bitsBetween(one: string, other: string): number {
  if (one.length !== other.length) return 64;
  let bits = 0;
  for (let at = 0; at < one.length; at++) {
    let odd = Number.parseInt(one[at] ?? "0", 16) ^ Number.parseInt(other[at] ?? "0", 16);
    for (; odd > 0; odd &= odd - 1) bits += 1;
  }
  return bits;
}

/** Brightness as the eye weighs it (ITU-R BT.601), 0 to 255. */
function lumaOf({ data, width, height }: Pixels): Float32Array {
  const luma = new Float32Array(width * height);
  for (let at = 0; at < luma.length; at++) {
    const [red = 0, green = 0, blue = 0] = [data[4 * at], data[4 * at + 1], data[4 * at + 2]];
    luma[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return luma;
}

/** The luma that only 2 of 100 pixels exceed, so that a lamp or the moon does not count, and a lit harbour does. */
function brightest(luma: Float32Array): number {
  const counts = new Uint32Array(256);
  for (const value of luma) {
    const step = Math.round(value);
    counts[step] = (counts[step] ?? 0) + 1;
  }
  let above = 0;
  for (let step = 255; step > 0; step--) {
    above += counts[step] ?? 0;
    if (above > luma.length * 0.02) return step;
  }
  return 0;
}

/**
 * The variance of the Laplacian (Pech-Pacheco et al. 2000), by tiles: the background of a portrait and the
 * sky above a sea are smooth in the sharpest photo, so the busiest tiles speak for the whole.
 */
function sharpness(luma: Float32Array, width: number, height: number): number {
  const count = TILES.across * TILES.down;
  const [sums, squares, sizes] = [
    new Float64Array(count),
    new Float64Array(count),
    new Uint32Array(count),
  ];
  const add = (to: Float64Array | Uint32Array, at: number, value: number) => {
    to[at] = (to[at] ?? 0) + value;
  };
  for (let y = 1; y < height - 1; y++) {
    const row = TILES.across * Math.floor((y * TILES.down) / height);
    for (let x = 1; x < width - 1; x++) {
      const edge = laplacian(luma, y * width + x, width);
      const tile = row + Math.floor((x * TILES.across) / width);
      add(sums, tile, edge);
      add(squares, tile, edge * edge);
      add(sizes, tile, 1);
    }
  }
  const variances = [...squares].map((square, tile) => {
    const size = sizes[tile] || 1;
    return square / size - ((sums[tile] ?? 0) / size) ** 2;
  });
  return variances.sort((one, other) => other - one)[TILES.busiest - 1] ?? 0;
}

function laplacian(luma: Float32Array, at: number, width: number): number {
  const of = (index: number) => luma[index] ?? 0;
  return 4 * of(at) - of(at - 1) - of(at + 1) - of(at - width) - of(at + width);
}

/**
 * The perceptual hash (pHash): the signs of the lowest frequencies of the photo at 32 × 32, against their
 * median. Size, compression and brightness hardly change it; what stands where does.
 */
function fingerprintOf(luma: Float32Array, width: number, height: number): string {
  const { side, kept } = HASHED;
  const cells = shrunk(luma, width, height, side);
  // Along the rows first, then down the columns: a sixth of the work of both at once.
  const rows = Float64Array.from({ length: side * kept }, (_, at) => {
    const [y, u] = [Math.floor(at / kept), at % kept];
    return total(side, (x) => (cells[y * side + x] ?? 0) * cosine(x, u));
  });
  const waves = Array.from({ length: kept * kept }, (_, at) => {
    const [v, u] = [Math.floor(at / kept), at % kept];
    return total(side, (y) => (rows[y * kept + u] ?? 0) * cosine(y, v));
  });
  // The first is only how bright the photo is.
  const median = waves.slice(1).sort((one, other) => one - other)[31] ?? 0;
  let hex = "";
  for (let at = 0; at < waves.length; at += 4) {
    const bits = waves.slice(at, at + 4).map((wave) => (wave > median ? "1" : "0"));
    hex += Number.parseInt(bits.join(""), 2).toString(16);
  }
  return hex;
}

const COSINES = Float64Array.from({ length: HASHED.side * HASHED.kept }, (_, at) =>
  Math.cos(((2 * (at % HASHED.side) + 1) * Math.floor(at / HASHED.side) * Math.PI) / 64),
);

function total(count: number, of: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += of(at);
  return sum;
}

function cosine(place: number, frequency: number): number {
  return COSINES[frequency * HASHED.side + place] ?? 0;
}

/** The mean of each cell of a square grid laid over the photo. */
function shrunk(luma: Float32Array, width: number, height: number, side: number): Float64Array {
  const [sums, counts] = [new Float64Array(side * side), new Uint32Array(side * side)];
  for (let y = 0; y < height; y++) {
    const row = side * Math.floor((y * side) / height);
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * side) / width);
      sums[cell] = (sums[cell] ?? 0) + (luma[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / (counts[cell] || 1));
}

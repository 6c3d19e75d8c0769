// A sea and the sky over it, worked out pixel by pixel: clouds from noise, water that mirrors the sky
// the flatter one looks at it. Linear light from 0 to 1 inside, bytes outside.

type Colour = readonly [red: number, green: number, blue: number];

export interface Weather {
  /** Where the horizon lies, 0 top to 1 bottom. */
  horizon: number;
  zenith: Colour;
  haze: Colour;
  water: Colour;
  /** x from -1 (left) to 1, and height over the horizon; `size` of the glow around it. */
  sun: { x: number; height: number; light: Colour; size: number };
  clouds: { cover: number; light: Colour; shade: Colour };
  /** 0 a mirror, 1 a fresh breeze. */
  waves: number;
  stars?: boolean;
}

/** One picture as rows of RGB bytes; the same seed gives the same picture. */
export function paintSea(weather: Weather, width: number, height: number, seed: number): Buffer {
  const noise = makeNoise(seed);
  const data = Buffer.allocUnsafe(width * height * 3);
  const horizon = weather.horizon * height;
  const pixel: [number, number, number] = [0, 0, 0];
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = (x / width) * 2 - 1;
      if (y < horizon) skyAt(pixel, across, (horizon - y) / height, weather, noise);
      else seaAt(pixel, across, (y - horizon) / height, weather, noise);
      const fromCentre = across * across * 0.18 + (y / height - 0.5) ** 2 * 0.5;
      const grain = (noise(x * 1.7 + 0.5, y * 1.7 + 0.5) - 0.5) * 0.022;
      for (const part of pixel) data[at++] = toByte(part * (1 - fromCentre) + grain * part);
    }
  }
  return data;
}

type Noise = (x: number, y: number) => number;

function skyAt(
  out: [number, number, number],
  across: number,
  up: number,
  { zenith, haze, sun, clouds, stars }: Weather,
  noise: Noise,
): void {
  const rise = Math.min(1, up * 1.35) ** 0.62;
  const toSun = Math.hypot((across - sun.x) * 0.7, up - sun.height);
  const glow = Math.exp(-toSun / sun.size) * 0.6 + Math.exp(-((toSun / 0.026) ** 2)) * 3;
  // Clouds lie on a plane overhead, so they crowd together towards the horizon.
  const far = 1 / (up + 0.09);
  const billow = fractal(noise, across * far * 0.55 + 40, far * 1.25, 5);
  const veil = smooth(0.9 - clouds.cover, 1.02 - clouds.cover * 0.85, billow) * smooth(0, 0.1, up);
  const lit = smooth(0.75, 0.2, billow) * 0.7 + Math.exp(-toSun * 2.2) * 0.6;
  const star = stars ? starAt(across, up, noise) * (1 - veil) : 0;
  for (let part = 0; part < 3; part++) {
    const air = mix(haze[part] ?? 0, zenith[part] ?? 0, rise) + glow * (sun.light[part] ?? 0);
    const cloud =
      mix(clouds.shade[part] ?? 0, clouds.light[part] ?? 0, lit) +
      glow * 0.35 * (sun.light[part] ?? 0);
    out[part] = mix(air, cloud, veil * 0.92) + star;
  }
}

function starAt(across: number, up: number, noise: Noise): number {
  const spark = noise(across * 420, up * 420);
  return spark > 0.985 ? (spark - 0.985) * 40 : 0;
}

function seaAt(
  out: [number, number, number],
  across: number,
  down: number,
  weather: Weather,
  noise: Noise,
): void {
  const away = 0.16 / (down + 0.004);
  const x = across * away * 2.1;
  // Far waves are smaller than a pixel: they fade into their average.
  const swell = weather.waves / (1 + away * 0.09);
  const along = fractal(noise, x * 3 + 7, away * 6, 4) - 0.5;
  const chop = fractal(noise, x * 11, away * 21 + 3, 3) - 0.5;
  const lean = (along * 0.9 + chop * 0.75) * swell;
  const side = (fractal(noise, x * 6 + 31, away * 9, 3) - 0.5) * swell;
  skyAt(out, across + side * 0.5, Math.abs(down * 0.75 + lean * 0.42) + 0.004, weather, noise);
  // Water mirrors more the flatter one looks at it.
  const mirror = Math.min(0.97, 0.16 + 0.84 * (1 - Math.min(1, down * 1.15 + lean * 0.55)) ** 4.2);
  const through = 1 + lean * 0.9;
  for (let part = 0; part < 3; part++)
    out[part] = mix((weather.water[part] ?? 0) * through, out[part] ?? 0, mirror);
}

/** Smooth noise from 0 to 1 that repeats after 256. */
function makeNoise(seed: number): Noise {
  const table = new Float64Array(65_536);
  let state = seed * 2_654_435_761;
  for (let at = 0; at < table.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    table[at] = state / 4_294_967_296;
  }
  const cell = (x: number, y: number) => table[((y & 255) << 8) | (x & 255)] ?? 0;
  return (x, y) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const fx = fade(x - left);
    const fy = fade(y - top);
    return mix(
      mix(cell(left, top), cell(left + 1, top), fx),
      mix(cell(left, top + 1), cell(left + 1, top + 1), fx),
      fy,
    );
  };
}

function fractal(noise: Noise, x: number, y: number, octaves: number): number {
  let sum = 0;
  let size = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += size * noise(x * scale, y * scale);
    size /= 2;
    scale *= 2.03;
  }
  return sum / (1 - size * 2);
}

const fade = (t: number) => t * t * (3 - 2 * t);
const mix = (a: number, b: number, t: number) => a + (b - a) * t;
const smooth = (from: number, to: number, value: number) =>
  fade(Math.min(1, Math.max(0, (value - from) / (to - from))));

/** Film-like shoulder, then the eye's curve. */
function toByte(light: number): number {
  const exposed = light * 0.72;
  const pressed = (exposed * (2.51 * exposed + 0.03)) / (exposed * (2.43 * exposed + 0.59) + 0.14);
  return Math.round(255 * Math.min(1, Math.max(0, pressed)) ** (1 / 2.2));
}

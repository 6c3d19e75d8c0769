// The photos of the demo: a captain's day between first light and the moon. Painted here, so that the
// project carries no pictures and owes nobody a licence.
import sharp from "sharp";
import type { PhotoSubject } from "@/lib/domain/media/kinds";
import {
  AGAINST_LIGHT,
  AT_NIGHT,
  BY_DAY,
  boat,
  gulls,
  islands,
  jetty,
  lamplight,
  rods,
  shoal,
} from "./draw-props";
import { paintSea, type Weather } from "./paint-sea";

const WIDTH = 1200;
const HEIGHT = 900;

export interface Scene {
  caption: string;
  shows: PhotoSubject;
  jpeg: Buffer;
}

const DAWN: Weather = {
  horizon: 0.5,
  zenith: [0.1, 0.22, 0.48],
  haze: [0.95, 0.55, 0.38],
  water: [0.02, 0.09, 0.14],
  sun: { x: -0.45, height: 0.05, light: [1.6, 0.85, 0.4], size: 0.22 },
  clouds: { cover: 0.44, light: [1, 0.62, 0.45], shade: [0.36, 0.27, 0.36] },
  waves: 0.4,
};
const NOON: Weather = {
  horizon: 0.42,
  zenith: [0.04, 0.17, 0.5],
  haze: [0.55, 0.76, 0.95],
  water: [0, 0.2, 0.25],
  sun: { x: 0.95, height: 0.9, light: [1, 0.95, 0.8], size: 0.22 },
  clouds: { cover: 0.42, light: [1.25, 1.25, 1.25], shade: [0.55, 0.62, 0.7] },
  waves: 0.7,
};
const DUSK: Weather = {
  horizon: 0.56,
  zenith: [0.06, 0.07, 0.25],
  haze: [0.95, 0.35, 0.16],
  water: [0.02, 0.03, 0.08],
  sun: { x: 0.2, height: 0.03, light: [1.8, 0.7, 0.25], size: 0.26 },
  clouds: { cover: 0.5, light: [1.1, 0.4, 0.25], shade: [0.2, 0.12, 0.22] },
  waves: 0.35,
};
const SQUALL: Weather = {
  horizon: 0.45,
  zenith: [0.14, 0.17, 0.2],
  haze: [0.55, 0.6, 0.61],
  water: [0.02, 0.08, 0.09],
  sun: { x: -0.3, height: 0.22, light: [0.45, 0.45, 0.38], size: 0.22 },
  clouds: { cover: 0.6, light: [0.6, 0.63, 0.65], shade: [0.08, 0.11, 0.14] },
  waves: 0.85,
};
const MOON: Weather = {
  horizon: 0.52,
  zenith: [0.004, 0.01, 0.04],
  haze: [0.03, 0.07, 0.14],
  water: [0.002, 0.008, 0.02],
  sun: { x: 0.35, height: 0.3, light: [0.6, 0.65, 0.75], size: 0.08 },
  clouds: { cover: 0.32, light: [0.1, 0.13, 0.2], shade: [0.02, 0.03, 0.06] },
  waves: 0.45,
  stars: true,
};

const line = ({ horizon }: Weather) => horizon * HEIGHT;

const SCENES: readonly {
  caption: string;
  shows: PhotoSubject;
  /** None below the surface. */
  weather?: Weather;
  props: string;
}[] = [
  {
    caption: "Lines in at first light",
    shows: "boat",
    weather: DAWN,
    props:
      islands(line(DAWN), { from: 700, to: 1260, height: 60, rough: 0.2, colour: "#8c6f86" }) +
      boat(690, 640, 1.55, AGAINST_LIGHT) +
      gulls(
        [
          [250, 180, 0.9],
          [330, 140, 0.6],
          [420, 205, 0.5],
        ],
        "#4b3b4c",
      ),
  },
  {
    caption: "Anchored over the reef",
    shows: "boat",
    weather: NOON,
    props:
      islands(line(NOON), { from: -80, to: 430, height: 105, rough: 0.75, colour: "#5d8a94" }) +
      islands(line(NOON), { from: 260, to: 620, height: 52, rough: 0.4, colour: "#84b0bd" }) +
      boat(760, 560, 1.3, BY_DAY) +
      gulls(
        [
          [900, 120, 0.8],
          [985, 160, 0.6],
        ],
        "#f5f8fa",
      ),
  },
  {
    caption: "Four rods out, sun going down",
    shows: "deck",
    weather: DUSK,
    props:
      islands(line(DUSK), { from: -60, to: 380, height: 70, rough: 0.3, colour: "#593350" }) +
      rods(HEIGHT, "#150d16"),
  },
  {
    caption: "What swims under the boat",
    shows: "catch",
    props: shoal(HEIGHT),
  },
  {
    caption: "The jetty we leave from",
    shows: "place",
    weather: { ...DAWN, horizon: 0.44, sun: { ...DAWN.sun, x: 0.1 }, waves: 0.2 },
    props:
      islands(0.44 * HEIGHT, { from: -40, to: 500, height: 88, rough: 0.6, colour: "#94748a" }) +
      jetty(0.44 * HEIGHT, HEIGHT, "#7d6257", "#43332f") +
      boat(985, 560, 0.8, BY_DAY),
  },
  {
    caption: "A squall passing to the north",
    shows: "boat",
    weather: SQUALL,
    props:
      islands(line(SQUALL), { from: 640, to: 1300, height: 120, rough: 0.85, colour: "#4b5a60" }) +
      boat(380, 560, 0.9, BY_DAY),
  },
  {
    caption: "Rock needles on the way out",
    shows: "place",
    weather: { ...NOON, horizon: 0.6, clouds: { ...NOON.clouds, cover: 0.52 }, waves: 0.45 },
    props:
      islands(0.6 * HEIGHT, { from: 420, to: 1300, height: 210, rough: 0.9, colour: "#8fb0b9" }) +
      islands(0.6 * HEIGHT, { from: -120, to: 520, height: 330, rough: 1, colour: "#4f7878" }) +
      boat(780, 700, 0.62, BY_DAY),
  },
  {
    caption: "Night fishing, moon up",
    shows: "boat",
    weather: MOON,
    props: boat(420, 660, 1.25, AT_NIGHT) + lamplight(430, 565, 210) + lamplight(430, 720, 130),
  },
];

/**
 * Paints every scene as a JPEG, half a second each; the same picture in fewer pixels when asked for. Call it before anything of lib/images is loaded,
 * which shuts the loader for drawings.
 */
export async function paintScenes(width = WIDTH): Promise<Scene[]> {
  const height = (width * HEIGHT) / WIDTH;
  const painted: Scene[] = [];
  for (const [at, { caption, shows, weather, props }] of SCENES.entries()) {
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
      <filter id="ripple" x="-10%" y="-10%" width="120%" height="120%"><feTurbulence type="fractalNoise" baseFrequency="0.008 0.09" numOctaves="2" seed="${at}"/><feDisplacementMap in="SourceGraphic" scale="26" xChannelSelector="R" yChannelSelector="G"/><feGaussianBlur stdDeviation="1.6"/></filter>
      ${props}</svg>`;
    const ground = weather
      ? sharp(paintSea(weather, width, height, at + 1), {
          raw: { width, height, channels: 3 },
        })
      : sharp({ create: { width, height, channels: 3, background: "#04304d" } });
    const jpeg = await ground
      .composite([{ input: Buffer.from(drawing) }])
      .jpeg({ quality: 88 })
      .toBuffer();
    painted.push({ caption, shows, jpeg });
  }
  return painted;
}

// Pure decisions about the point of a photo that crops keep in sight: 0 to 1 from the top left corner.

export interface Point {
  x: number;
  y: number;
}

export const MIDDLE: Point = { x: 0.5, y: 0.5 };

const STEPS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const STEP = 0.02;
const BIG_STEP = 0.1;

/** The point of a photo under a place on the screen, on its edge when the place is beyond it. */
export function pointUnder(
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  { clientX, clientY }: { clientX: number; clientY: number },
): Point {
  if (width === 0 || height === 0) return MIDDLE;
  return onPhoto({ x: (clientX - left) / width, y: (clientY - top) / height });
}

/** Where an arrow key takes the point, further with Shift; null for any other key. */
export function nudged({ x, y }: Point, key: string, isBig: boolean): Point | null {
  const step = STEPS[key];
  if (!step) return null;
  const far = isBig ? BIG_STEP : STEP;
  return onPhoto({ x: x + step.x * far, y: y + step.y * far });
}

/** The point in words: "30 % from the left, 70 % from the top". */
export function pointInWords({ x, y }: Point): string {
  return `${Math.round(100 * x)} % from the left, ${Math.round(100 * y)} % from the top`;
}

/** Whole thousandths, so that a point that went there and back is the same. */
function onPhoto({ x, y }: Point): Point {
  const within = (value: number) => Math.round(1000 * Math.min(1, Math.max(0, value))) / 1000;
  return { x: within(x), y: within(y) };
}

// What stands in the water, drawn as SVG: boats, islands, a jetty, rods, gulls. Lengths are in units of
// a picture 1200 wide; (x, y) of a boat is the middle of its water line.

interface Paint {
  hull: string;
  shade: string;
  trim: string;
  glass: string;
  /** Posts, rods and rail. */
  metal: string;
  foam: string;
}

export const BY_DAY: Paint = {
  hull: "#f4f6f5",
  shade: "#b9c6cb",
  trim: "#d4551c",
  glass: "#38576a",
  metal: "#74868f",
  foam: "#ffffff",
};
export const AGAINST_LIGHT: Paint = {
  hull: "#2b2a33",
  shade: "#1b1a22",
  trim: "#6b3526",
  glass: "#51424a",
  metal: "#1b1a22",
  foam: "#e9b9a5",
};
export const AT_NIGHT: Paint = {
  hull: "#121b2b",
  shade: "#0a111d",
  trim: "#2c2430",
  glass: "#ffd98a",
  metal: "#070c15",
  foam: "#2c3a55",
};

/** A centre-console boat from its side, bow to the right, with its mirror image in the water. */
export function boat(x: number, y: number, scale: number, paint: Paint): string {
  const { hull, shade, trim, glass, metal, foam } = paint;
  const body = `
    <path d="M-150-46 C-60-40 60-44 168-72 C150-34 128-8 104 6 L-128 6 C-146 2-152-20-150-46Z" fill="${hull}"/>
    <path d="M-150-24 C-50-16 70-20 148-40 C138-20 122-4 104 6 L-128 6 C-142 4-149-8-150-24Z" fill="${shade}"/>
    <path d="M-150-47 C-60-41 60-45 169-73 L166-66 C60-38-60-34-150-40Z" fill="${trim}"/>
    <path d="M-30-44 L-24-92 L28-92 L42-48Z" fill="${hull}"/>
    <path d="M-18-86 L22-86 L31-64 L-21-64Z" fill="${glass}"/>
    <path d="M-62-150 L58-150 L66-142 L-70-142Z" fill="${hull}"/>
    <path d="M-52-142 L-40-46 M-12-142 L-16-92 M50-142 L34-66" stroke="${metal}" stroke-width="4" fill="none"/>
    <path d="M-58-150 L-150-262 M-44-150 L-112-280 M52-150 L94-272" stroke="${metal}" stroke-width="2.2" fill="none"/>
    <path d="M10-150 L10-196" stroke="${metal}" stroke-width="3"/><circle cx="10" cy="-198" r="3.4" fill="${trim}"/>
    <path d="M96-58 L96-84 L150-92 L164-72" stroke="${metal}" stroke-width="3" fill="none"/>
    <path d="M-172-66 L-150-66 L-146-14 L-160 4 L-176 0 C-170-20-178-40-172-66Z" fill="${shade}"/>
    <circle cx="-92" cy="-66" r="10" fill="${shade}"/><path d="M-104-22 C-106-50-100-58-92-58 C-82-58-78-48-78-24Z" fill="${shade}"/>`;
  return `<g transform="translate(${x} ${y}) scale(${scale})">
    <g transform="scale(1 -0.62) translate(0 -6)" opacity="0.34" filter="url(#ripple)">${body}</g>
    <ellipse cx="-10" cy="5" rx="176" ry="7" fill="${shade}" opacity="0.45"/>
    ${body}
    <path d="M-176 6 C-120 0 60 12 128 4 C90 14-90 16-176 6Z" fill="${foam}" opacity="0.35"/></g>`;
}

/** The light of a lamp on what is around it. */
export function lamplight(x: number, y: number, radius: number): string {
  return `<radialGradient id="lamp"><stop offset="0" stop-color="#ffd98a" stop-opacity="0.55"/><stop offset="1" stop-color="#ffd98a" stop-opacity="0"/></radialGradient>
    <circle cx="${x}" cy="${y}" r="${radius}" fill="url(#lamp)"/>`;
}

/** A row of islands on the horizon; `rough` is 0 for dunes and 1 for rock needles. */
export function islands(
  horizon: number,
  {
    from,
    to,
    height,
    rough,
    colour,
  }: {
    from: number;
    to: number;
    height: number;
    rough: number;
    colour: string;
  },
): string {
  const steps = 90;
  const points = Array.from({ length: steps + 1 }, (_, at) => {
    const along = at / steps;
    const hills =
      0.55 +
      0.3 * Math.sin(along * 7.1 + from) +
      0.22 * Math.sin(along * 17.7 + to) * (0.4 + rough);
    const jagged = rough * 0.16 * Math.sin(along * 61 + height) * Math.sin(along * 143);
    const rise = Math.sin(along * Math.PI) ** (0.75 - rough * 0.35) * (hills + jagged);
    return `${(from + (to - from) * along).toFixed(1)} ${(horizon - Math.max(0, rise) * height).toFixed(1)}`;
  });
  const shape = `M${from} ${horizon} L${points.join(" L")} L${to} ${horizon}Z`;
  return `<path d="${shape}" fill="${colour}"/>
    <g transform="translate(0 ${horizon * 2}) scale(1 -1)" opacity="0.3" filter="url(#ripple)"><path d="${shape}" fill="${colour}"/></g>`;
}

/** A wooden jetty that runs from the lower edge to the horizon. */
export function jetty(horizon: number, height: number, wood: string, gap: string): string {
  const far = horizon + 26;
  const planks = Array.from({ length: 40 }, (_, at) => {
    const near = height - (height - far) * (1 - 1 / (1 + at * 0.22));
    const half = 26 + ((near - far) / (height - far)) * 330;
    return `<path d="M${600 - half} ${near.toFixed(1)} L${600 + half} ${near.toFixed(1)}" stroke="${gap}" stroke-width="${(half / 70).toFixed(2)}"/>`;
  });
  const posts = Array.from({ length: 7 }, (_, at) => {
    const near = height - (height - far) * (1 - 1 / (1 + (at + 0.35) * 0.55));
    const half = 26 + ((near - far) / (height - far)) * 330;
    const tall = half * 0.42;
    const thick = half * 0.07;
    return [-1, 1]
      .map(
        (side) =>
          `<rect x="${600 + side * half - thick / 2}" y="${near - tall}" width="${thick}" height="${tall * 1.5}" rx="${thick / 4}" fill="${gap}"/>`,
      )
      .join("");
  });
  return `<path d="M244 ${height} L574 ${far} L626 ${far} L956 ${height}Z" fill="${wood}"/>${planks.join("")}${posts.reverse().join("")}`;
}

/** Fishing rods in their holders along a rail, close to the camera. */
export function rods(height: number, colour: string): string {
  const rail = `<path d="M-20 ${height - 66} C300 ${height - 92} 900 ${height - 92} 1220 ${height - 66} L1220 ${height + 9} L-20 ${height + 9}Z" fill="${colour}"/>`;
  const each = [170, 420, 800, 1040].map((foot, at) => {
    const lean = (foot - 600) * 0.62;
    const base = height - 84;
    const tip = base - 520 + at * 24;
    return `<path d="M${foot} ${base + 20} C${foot + lean * 0.15} ${base - 180} ${foot + lean * 0.45} ${tip + 160} ${foot + lean} ${tip}" stroke="${colour}" stroke-width="5" fill="none" stroke-linecap="round"/>
      <path d="M${foot} ${base + 26} L${foot + lean * 0.04} ${base - 72}" stroke="${colour}" stroke-width="13" stroke-linecap="round"/>
      <ellipse cx="${foot + 16}" cy="${base - 74}" rx="21" ry="18" fill="${colour}"/><path d="M${foot + 30} ${base - 70} L${foot + 54} ${base - 54}" stroke="${colour}" stroke-width="6" stroke-linecap="round"/>`;
  });
  return rail + each.join("");
}

/** Gulls, far up. */
export function gulls(
  places: readonly (readonly [x: number, y: number, size: number])[],
  colour: string,
) {
  return places
    .map(
      ([x, y, size]) =>
        `<path transform="translate(${x} ${y}) scale(${size})" d="M-20-4 C-12-12-5-8 0 0 C6-9 13-13 22-6 C14-7 6-3 0 5 C-6-3-12-5-20-4Z" fill="${colour}"/>`,
    )
    .join("");
}

/** A school of fish between rays of light, seen from below the surface. */
export function shoal(height: number): string {
  const rays = Array.from({ length: 7 }, (_, at) => {
    const x = 120 + at * 165 + (at % 3) * 40;
    return `<path d="M${x} -10 L${x + 46 + at * 5} -10 L${x + 190 - at * 70} ${height} L${x - 40 - at * 66} ${height}Z" fill="url(#ray)" opacity="${0.3 + (at % 3) * 0.12}"/>`;
  });
  const fish = Array.from({ length: 58 }, (_, at) => {
    const turn = at * 2.39996;
    const out = Math.sqrt(at) * 50;
    const x = 610 + Math.cos(turn) * out * 1.35;
    const y = height * 0.52 + Math.sin(turn) * out * 0.66;
    const size = 0.62 + ((at * 37) % 40) / 56;
    return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${((at * 53) % 22) - 11}) scale(${size.toFixed(2)})" opacity="${(0.45 + ((at * 29) % 50) / 100).toFixed(2)}">
      <path d="M-34 0 C-18-17 14-18 36-2 C14 15-18 14-34 0 L-54-15 C-50-4-50 5-54 15Z" fill="#123f5c"/><path d="M-28 2 C-10 9 14 9 33 0 C14 14-12 12-28 2Z" fill="#7fb7c9"/><circle cx="23" cy="-4" r="2.6" fill="#03131f"/></g>`;
  });
  return `<linearGradient id="ray" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#dffaff" stop-opacity="0.75"/><stop offset="1" stop-color="#7fd6e8" stop-opacity="0"/></linearGradient>
    <linearGradient id="deep" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#5fd0df"/><stop offset="0.35" stop-color="#1b8fb0"/><stop offset="1" stop-color="#04304d"/></linearGradient>
    <rect width="1200" height="${height}" fill="url(#deep)"/>${rays.join("")}${fish.join("")}`;
}

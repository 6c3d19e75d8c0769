// The oldest versions that may be deployed, from the projects' security advisories.

export const FLOORS = {
  next: "16.3.4",
  react: "19.2.6",
  "react-dom": "19.2.6",
  sharp: "0.35.4",
  "libheif-js": "1.23.2",
  "@vercel/blob": "2.0.0",
} as const;

export const NODE_FLOOR = "20.19";

/** Whether a version is that one or a later one. */
export const isAtLeast = (version: string, floor: string): boolean =>
  version.localeCompare(floor, undefined, { numeric: true }) >= 0;

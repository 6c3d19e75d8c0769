// Ids made in the browser. crypto.randomUUID exists on secure pages only, this everywhere.

/** 32 hex digits that nobody else will make. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

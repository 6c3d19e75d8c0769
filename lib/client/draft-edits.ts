// Pure arithmetic of a draft's data: what changed, and how changes made in two places come together.
// Objects are walked; anything else, lists included, is one value, because that is how the API merges.
import type { DraftPatch } from "@/lib/domain/draft/schema";

/** One field that was changed to different values in two places. */
export interface Conflict {
  /** Dotted: "operator.bio". */
  path: string;
  mine: unknown;
  theirs: unknown;
}

export interface Merged {
  /** Both sides' changes; where they conflict, mine. */
  data: DraftPatch;
  conflicts: Conflict[];
  /** Fields that came from theirs alone. */
  broughtIn: string[];
}

/** The patch that turns `before` into `after`: only what differs, `null` for what is gone. */
export function editsBetween(before: DraftPatch, after: DraftPatch): DraftPatch {
  return objectEdits(asObject(before), asObject(after)) as DraftPatch;
}

/** Brings changes made here and elsewhere together, starting from what both began with. */
export function mergeEdits(base: DraftPatch, mine: DraftPatch, theirs: DraftPatch): Merged {
  const notes = { conflicts: [] as Conflict[], broughtIn: [] as string[] };
  const data = mergeObjects([], asObject(base), asObject(mine), asObject(theirs), notes);
  return { data: data as DraftPatch, ...notes };
}

/** The value at a dotted path; undefined when any part of the way is absent. */
export function valueAt(data: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((at: unknown, key) => (isContainer(at) ? at[key] : undefined), data);
}

/** A copy with one value replaced; `undefined` removes it. Missing groups on the way are made. */
export function withValueAt(data: DraftPatch, path: string, value: unknown): DraftPatch {
  return replaceAt(data, path.split("."), value) as DraftPatch;
}

/** Deep equality, in which an absent field, `undefined` and `null` are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a ?? null, b ?? null)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  return keysOf(a, b).every((key) => isSame(a[key], b[key]));
}

type Json = Record<string, unknown>;

function objectEdits(before: Json, after: Json): Json {
  const edits: Json = {};
  for (const key of keysOf(before, after)) {
    const [old, now] = [before[key], after[key]];
    if (isSame(old, now)) continue;
    if (isObject(old) && isObject(now)) edits[key] = objectEdits(old, now);
    else edits[key] = now ?? null;
  }
  return edits;
}

function mergeObjects(
  way: string[],
  base: Json,
  mine: Json,
  theirs: Json,
  notes: Omit<Merged, "data">,
): Json {
  const merged: Json = {};
  for (const key of keysOf(mine, theirs)) {
    const value = mergeValue([...way, key], base[key], mine[key], theirs[key], notes);
    if (value !== undefined && value !== null) merged[key] = value;
  }
  return merged;
}

function mergeValue(
  way: string[],
  base: unknown,
  mine: unknown,
  theirs: unknown,
  notes: Omit<Merged, "data">,
): unknown {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isObject(mine) && isObject(theirs))
    return mergeObjects(way, asObject(base), mine, theirs, notes);
  const path = way.join(".");
  if (isSame(base, mine)) {
    notes.broughtIn.push(path);
    return theirs;
  }
  notes.conflicts.push({ path, mine, theirs });
  return mine;
}

function replaceAt(at: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(at))
    return at.map((item, index) => (String(index) === key ? replaceAt(item, rest, value) : item));
  const next = replaceAt(asObject(at)[key], rest, value);
  const { [key]: _, ...others } = asObject(at);
  return next === undefined ? others : { ...others, [key]: next };
}

function keysOf(...objects: Json[]): string[] {
  return [...new Set(objects.flatMap(Object.keys))];
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return isContainer(value) && !Array.isArray(value);
}

function isContainer(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

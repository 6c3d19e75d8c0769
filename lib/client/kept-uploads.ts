// Files on their way, kept in this browser so that a reload or a crash loses none. Each belongs to the tab
// that works on it; when that is gone the next takes over. Rows carry their owner, because phones are
// shared, and don't outlive seven days. A browser that keeps nothing is no failure: it is said.
import { randomId } from "./random-id";
import { holdLock, onceAbandoned } from "./tab-lock";
import { attempt, BOTH, remove, type UploadRow, type UploadsDatabase } from "./uploads-database";

/** What is kept of any file. */
export interface KeptFile {
  id: string;
  name: string;
  /** Its place among the files of its draft, in the order in which they were picked. */
  rank: number;
  /** Its Idempotency-Key. */
  key: string;
  blob: Blob;
  thumbnail: Blob | null;
  /** The captain stopped it, and the server has not been told. */
  isStopped: boolean;
  /** What it became: kept, without its bytes, until all have arrived, for the order they were picked in. */
  arrivedAs: string | null;
}

/** One photo, as far as it has come; `blob` is the file as picked, and what is sent once `isShrunk`. */
export interface KeptUpload extends KeptFile {
  /** Null until it is known, and on plain-http pages. */
  sha256: string | null;
  pickedBytes: number;
  isShrunk: boolean;
  /** The captain wants it although they have it already. */
  isCopyWanted: boolean;
  /** It was sent, perhaps in vain: the server may have it. */
  mayHaveArrived: boolean;
}

/** A draft's files of one kind in this browser. */
export interface KeptUploads<T extends KeptFile = KeptUpload> {
  /** Keeps a file, in the order asked; whether it is kept. What `read` answers then is kept, null nothing. */
  keep: (id: string, read: () => T | null) => Promise<boolean>;
  /** Changes what is kept of a file, if it is. */
  change: (id: string, change: Partial<T>) => Promise<void>;
  drop: (id: string) => Promise<void>;
  /** Hands over what tabs that are gone left, now and when one goes. Returns the way to stop. */
  adopt: (take: (uploads: T[]) => void) => () => void;
}

type Kind = UploadRow["kind"];

/** In this browser, whoever's they are. */
const MOST = { files: 120, bytes: 500_000_000 };
let tab: string | undefined;

/** The photos of one captain's draft. */
export function openKeptUploads(ownerId: string, draftId: string): KeptUploads {
  return openKeptFiles<KeptUpload>(ownerId, draftId, undefined);
}

/** The files of this kind of one captain's draft. */
export function openKeptFiles<T extends KeptFile>(
  ownerId: string,
  draftId: string,
  kind: Kind,
): KeptUploads<T> {
  // One write after the other: a browser that copies sixty files at once does nothing else.
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(write: (db: UploadsDatabase) => Promise<T>, otherwise: T): Promise<T> => {
    const done = writing.then(() => attempt(write, otherwise));
    writing = done;
    return done;
  };
  return {
    keep: (id, read) =>
      inTurn(async (db) => {
        const upload = read();
        if (!upload) return false;
        return write(db, upload, { ownerId, draftId, kind, tab: thisTab(), at: Date.now(), id });
      }, false),
    change: (id, change) => inTurn((db) => patch(db, id, change), undefined),
    drop: (id) => inTurn((db) => remove(db, [id]), undefined),
    adopt: (take) => watch({ ownerId, draftId, kind }, take),
  };
}

/** Deletes all that was kept for one person; for when they sign out. Never throws. */
export async function forgetUploadsOf(ownerId: string): Promise<void> {
  await attempt(async (db) => {
    await remove(db, await db.getAllKeysFromIndex("rows", "owner", ownerId));
  }, undefined);
}

/** Deletes all that was kept for one draft, whoever picked it. Never throws. */
export async function forgetUploadsFor(draftId: string): Promise<void> {
  await attempt(async (db) => {
    const rows = (await db.getAll("rows")).filter((row) => row.draftId === draftId);
    await remove(
      db,
      rows.map(({ id }) => id),
    );
  }, undefined);
}

/** Whether files of this person wait here to be sent. Never throws. */
export async function hasKeptUploads(ownerId: string): Promise<boolean> {
  return (await unsentOf(ownerId)).length > 0;
}

/** How many files wait here to be sent. */
export interface WaitingFiles {
  photos: number;
  videos: number;
}

/** What of this person's waits here, by draft; drafts of which nothing does are left out. Never throws. */
export async function countKeptUploads(
  ownerId: string,
): Promise<ReadonlyMap<string, WaitingFiles>> {
  const counts = new Map<string, WaitingFiles>();
  for (const { draftId, kind } of await unsentOf(ownerId)) {
    const { photos, videos } = counts.get(draftId) ?? { photos: 0, videos: 0 };
    const isVideo = kind === "video";
    counts.set(draftId, { photos: photos + (isVideo ? 0 : 1), videos: videos + (isVideo ? 1 : 0) });
  }
  return counts;
}

function unsentOf(ownerId: string): Promise<UploadRow[]> {
  return attempt(async (db) => {
    const rows = await db.getAllFromIndex("rows", "owner", ownerId);
    return rows.filter(({ isStopped, arrivedAs }) => !isStopped && !arrivedAs);
  }, []);
}

/** The tab's name, held by a lock for as long as the page lives. */
function thisTab(): string {
  if (!tab) {
    tab = randomId();
    holdLock(lockOf(tab));
  }
  return tab;
}

const lockOf = (name: string) => `uploads:${name}`;

async function write(
  db: UploadsDatabase,
  { blob, thumbnail, ...facts }: KeptFile,
  whose: Pick<UploadRow, "ownerId" | "draftId" | "kind" | "tab" | "at" | "id">,
): Promise<boolean> {
  const bytes = blob.size + (thumbnail?.size ?? 0);
  const change = db.transaction(BOTH, "readwrite");
  const [rows, files] = [change.objectStore("rows"), change.objectStore("files")];
  const others = (await rows.getAll()).filter(({ id }) => id !== whose.id);
  const kept = others.reduce((sum, row) => sum + row.bytes, 0);
  const fits = others.length < MOST.files && kept + bytes <= MOST.bytes;
  if (fits)
    await Promise.all([
      rows.put({ ...facts, ...whose, bytes }),
      files.put({ id: whose.id, blob, thumbnail }),
    ]);
  await change.done;
  return fits;
}

async function patch(db: UploadsDatabase, id: string, change: Partial<KeptFile>) {
  const { blob, thumbnail, ...facts } = change;
  const writing = db.transaction(BOTH, "readwrite");
  const [rows, files] = [writing.objectStore("rows"), writing.objectStore("files")];
  const [row, file] = await Promise.all([rows.get(id), files.get(id)]);
  if (row && file) {
    const next = { id, blob: blob ?? file.blob, thumbnail: thumbnail ?? file.thumbnail };
    const bytes = next.blob.size + (next.thumbnail?.size ?? 0);
    await rows.put({ ...row, ...facts, bytes });
    if (blob || thumbnail) await files.put(next);
  }
  await writing.done;
}

type Place = Pick<UploadRow, "ownerId" | "draftId" | "kind">;

/** Waits for each other tab that works on this draft, those that appear later included. */
function watch<T extends KeptFile>(place: Place, take: (uploads: T[]) => void): () => void {
  const stop = new AbortController();
  const watched = new Set<string>();
  const look = async () => {
    const rows = await attempt((db) => rowsOf(db, place), []);
    for (const other of new Set(rows.map((row) => row.tab))) {
      if (other === thisTab() || watched.has(other) || stop.signal.aborted) continue;
      watched.add(other);
      void onceAbandoned(lockOf(other), stop.signal, async () => {
        watched.delete(other);
        const uploads = await attempt((db) => takeOver<T>(db, place, other), []);
        if (uploads.length > 0 && !stop.signal.aborted) take(uploads);
      });
    }
  };
  const shown = () => {
    if (document.visibilityState === "visible") void look();
  };
  document.addEventListener("visibilitychange", shown);
  void look();
  return () => {
    stop.abort();
    document.removeEventListener("visibilitychange", shown);
  };
}

async function rowsOf(
  db: UploadsDatabase,
  { ownerId, draftId, kind }: Place,
): Promise<UploadRow[]> {
  const rows = await db.getAllFromIndex("rows", "owner", ownerId);
  return rows.filter((row) => row.draftId === draftId && row.kind === kind);
}

/** Makes one tab's files this tab's; in the order in which they were picked. */
async function takeOver<T extends KeptFile>(
  db: UploadsDatabase,
  place: Place,
  other: string,
): Promise<T[]> {
  const change = db.transaction(BOTH, "readwrite");
  const [rows, files] = [change.objectStore("rows"), change.objectStore("files")];
  const left = (await rows.index("owner").getAll(place.ownerId)).filter(
    ({ draftId, kind, tab }) => draftId === place.draftId && kind === place.kind && tab === other,
  );
  const uploads = await Promise.all(
    left.map(async (row) => {
      const file = await files.get(row.id);
      if (!file) return [];
      await rows.put({ ...row, tab: thisTab() });
      const {
        ownerId: _,
        draftId: __,
        tab: ___,
        bytes: ____,
        at: _____,
        kind: ______,
        ...facts
      } = row;
      // What was written under this kind, by `write`.
      return [{ ...facts, blob: file.blob, thumbnail: file.thumbnail } as unknown as T];
    }),
  );
  await change.done;
  return uploads.flat().sort((one, next) => one.rank - next.rank);
}

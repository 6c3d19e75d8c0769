// The browser's database of files on their way: opening it, what stands in it, and getting by without it.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KeptFile } from "./kept-uploads";

/** What is known of a file, apart from the file: read often, and small. Each kind adds facts of its own. */
export interface UploadRow extends Omit<KeptFile, "blob" | "thumbnail"> {
  ownerId: string;
  draftId: string;
  /** Undefined for photos. */
  kind: "video" | undefined;
  tab: string;
  bytes: number;
  /** When it was picked, epoch milliseconds. */
  at: number;
}

interface Schema extends DBSchema {
  rows: { key: string; value: UploadRow; indexes: { owner: string } };
  files: { key: string; value: { id: string; blob: Blob; thumbnail: Blob | null } };
}

export type UploadsDatabase = IDBPDatabase<Schema>;

/** A file's row and its bytes stand and fall together. */
export const BOTH = ["rows", "files"] as const;

const LONGEST_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

let database: Promise<UploadsDatabase> | undefined;

/** What `use` makes of the database; `otherwise` where there is none, it is full, or it fails. */
export async function attempt<T>(
  use: (db: UploadsDatabase) => Promise<T>,
  otherwise: T,
): Promise<T> {
  try {
    database ??= open();
    return await use(await database);
  } catch {
    return otherwise;
  }
}

/** Deletes these files. */
export async function remove(db: UploadsDatabase, ids: string[]): Promise<void> {
  const change = db.transaction(BOTH, "readwrite");
  const [rows, files] = [change.objectStore("rows"), change.objectStore("files")];
  await Promise.all(ids.flatMap((id) => [rows.delete(id), files.delete(id)]));
  await change.done;
}

async function open(): Promise<UploadsDatabase> {
  const forget = () => {
    database = undefined;
  };
  try {
    const db = await openDB<Schema>("uploads", 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore("rows", { keyPath: "id" }).createIndex("owner", "ownerId");
        fresh.createObjectStore("files", { keyPath: "id" });
      },
      // The browser may close it at any time: the next use opens it again.
      terminated: forget,
    });
    const oldest = Date.now() - LONGEST_KEPT_MS;
    const old = (await db.getAll("rows")).filter(({ at }) => at < oldest);
    await remove(
      db,
      old.map(({ id }) => id),
    );
    return db;
  } catch (error) {
    forget();
    throw error;
  }
}

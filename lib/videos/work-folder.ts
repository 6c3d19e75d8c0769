// Where a clip lies while it is worked on: a folder of its own that is gone afterwards, also when the process
// is killed, because the next one removes what dead ones left.
import "server-only";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** Says whose it is. Another host's processes can't be asked whether they live. */
const PREFIX = `charter-media-video-${hostname().replaceAll(/[^\w.]/g, "_")}-`;

/** Runs `work` with an empty folder, which is removed in the end. */
export async function inWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Removes the folders of processes that ended without it. To be called before this process makes one. */
export async function removeDeadFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names)
    if (!isAnothers(Number.parseInt(name.slice(PREFIX.length), 10)))
      await rm(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 5 });
}

/** In a container that starts again every process may have the number of the one before it. */
function isAnothers(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

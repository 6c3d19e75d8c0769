// Videos whose link to a charter says something else than their row among its media are listed.
import "server-only";
import { db } from "@/lib/db/client";
import { record } from "@/lib/db/integrity-repo";
import { listLinks } from "@/lib/db/video-link-repo";
import type { Sums } from "./schema";

/** Videos looked at together; the store is not asked. */
const BATCH = 500;

/**
 * Looks at the next linked videos by id.
 *
 * @param options `dryRun` counts and changes nothing
 * @throws AppError database_unavailable
 */
export async function compareLinks(
  after: string,
  { dryRun }: { dryRun: boolean },
): Promise<{ place: string | null; looked: number; sums: Partial<Sums>; isStuck: boolean }> {
  const links = await listLinks(db(), after, BATCH);
  const wrong = links.flatMap(({ id, fault }) =>
    fault ? [{ kind: "link", subject: id, facts: { fault } }] : [],
  );
  const looked = links.map(({ id }) => id);
  const found = dryRun ? wrong : await record(db(), { kinds: ["link"], looked, seen: wrong });
  return {
    place: looked.at(-1) ?? null,
    looked: looked.length,
    sums: { links: found.length },
    isStuck: false,
  };
}

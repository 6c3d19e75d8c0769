// Photos that go to the trash, one or many at once, with one way back for all of them.
import type { MediaView } from "@/lib/domain/media/schema";
import { isInServerOrder, putBack } from "./photo-order";
import type { PhotoTelling } from "./tell-photos";
import { toastUndo } from "./toast";

/**
 * Takes the photos out at once and tells the server of each. What it refuses comes back to its place; for
 * the rest a toast offers the way back.
 *
 * @param onUnordered their places are to be told again, after they came back
 */
export async function removePhotos(
  telling: PhotoTelling,
  ids: ReadonlySet<string>,
  onUnordered: () => void,
): Promise<void> {
  const { store, server, teller } = telling;
  const before = store.get();
  const going = before.filter(({ id }) => ids.has(id));
  const gone: MediaView[] = [];
  const takeOut = (out: ReadonlySet<string>) =>
    store.set((all) => all.filter(({ id }) => !out.has(id)));
  const bringBack = (media: MediaView) => store.set((all) => putBack(all, media, before));

  takeOut(ids);
  await Promise.all(
    going.map((photo) =>
      teller.tell(
        async () => {
          await server.removeMedia(photo.id);
          // The photos may have been read again meanwhile.
          takeOut(new Set([photo.id]));
          gone.push(photo);
        },
        { takeBack: () => bringBack(photo) },
      ),
    ),
  );
  if (gone.length === 0) return;
  const undo = () => {
    for (const { id } of gone)
      void teller.tell(async () => {
        bringBack((await server.restoreMedia(id)).media);
        telling.isUnordered ||= !isInServerOrder(store.get());
        onUnordered();
      });
  };
  toastUndo(gone.length === 1 ? "Photo removed." : `${gone.length} photos removed.`, undo);
}

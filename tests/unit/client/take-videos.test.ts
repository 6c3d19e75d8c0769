import { expect, test } from "vitest";
import { roomForVideos, takeVideos } from "@/lib/client/take-videos";
import { newVideo } from "@/lib/client/videos-state";
import type { VideoView } from "@/lib/domain/video/schema";

const here = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `here ${n}` }) as VideoView);
const clip = (id: string) => ({ ...newVideo({ id, name: id, file: new Blob() }), videoId: null });
const files = (count: number) => Array.from({ length: count }, (_, n) => new File([], `${n}.mp4`));

/** A draft whose list, once it is read, holds so many; and its queue with so many on their way. */
function aDraft({ listed, read, onTheWay }: { listed: number; read: boolean; onTheWay: number }) {
  let videos = read ? here(listed) : null;
  let uploads = Array.from({ length: onTheWay }, (_, n) => clip(`way ${n}`));
  const server = {
    get: () => ({ videos, canServe: true, failure: null }),
    load: async () => {
      videos = here(listed);
    },
  };
  const queue = {
    get: () => ({ uploads, hold: null }),
    add: (picked: readonly File[]) => {
      uploads = [...uploads, ...picked.map(({ name }) => clip(name))];
    },
  };
  return { take: (count: number) => takeVideos(server, queue, files(count)), queue };
}

test.each([
  ["into an empty draft", { listed: 0, read: true, onTheWay: 0 }, 12, 10],
  ["beside those that are here and on their way", { listed: 4, read: true, onTheWay: 3 }, 5, 3],
  ["before the list was read", { listed: 8, read: false, onTheWay: 1 }, 5, 1],
  ["into a full one", { listed: 10, read: true, onTheWay: 0 }, 1, 0],
])("clips are taken %s as far as there is room", async (_, draft, picked, taken) => {
  const { take, queue } = aDraft(draft);
  expect(await take(picked)).toBe(taken);
  expect(queue.get().uploads).toHaveLength(draft.onTheWay + taken);
});

test("picked and dropped at once, before the list was read, no more are taken than fit", async () => {
  const { take } = aDraft({ listed: 5, read: false, onTheWay: 0 });
  const taken = await Promise.all([take(4), take(4)]);
  expect(taken.toSorted()).toEqual([1, 4]);
});

test("a clip on its way that has its row is counted once", () => {
  const uploads = [{ ...clip("way"), videoId: "here 0" }];
  expect(roomForVideos({ videos: here(2) }, { uploads })).toBe(8);
});

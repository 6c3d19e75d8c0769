"use client";
// The gallery: all photos of a draft in their order, one opened to be worded, several chosen to be changed
// together, then those on their way.
import { memo, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useFocusNeighbour } from "@/components/ui/use-focus-neighbour";
import { coverOf, isOnline } from "@/lib/client/photo-order";
import {
  everything,
  extended,
  NOTHING_SELECTED,
  type Selection,
  selectedOf,
  toggled,
} from "@/lib/client/photo-selection";
import type { MediaView } from "@/lib/domain/media/schema";
import { BulkBar } from "./bulk-bar";
import { PhotoEditor } from "./photo-editor";
import { PhotoSorter } from "./photo-sorter";
import type { PhotoActs, PhotoTileProps } from "./photo-tile";
import type { PhotoDesk } from "./use-draft-photos";

interface Change {
  what: "remove" | "cover";
  ids: readonly string[];
  /** What it is about, in words. */
  name: string;
}

const QUESTIONS = {
  remove: {
    title: (name: string) => `Remove ${name}?`,
    means: "This changes your page now, before you submit anything else.",
    verb: "Remove",
  },
  cover: {
    title: (name: string) => `Make ${name} the cover?`,
    means: "This changes the cover on your page now, before you submit anything else.",
    verb: "Change cover",
  },
} as const;

/** Drawn again only when the photos change: while uploads run, the step around it does many times a second. */
export const PhotoGrid = memo(function PhotoGrid({
  all,
  arrange,
}: Pick<PhotoDesk, "all" | "arrange">) {
  const list = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<Change | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const focusNear = useFocusNeighbour(list, "[data-open]");
  const cover = coverOf(all);
  const chosen = selection ? selectedOf(all, selection) : [];

  const placeOf = useCallback(
    (id: string) => arrange.get().findIndex((photo) => photo.id === id),
    [arrange],
  );
  const nameOf = useCallback((id: string) => `Photo ${placeOf(id) + 1}`, [placeOf]);
  const carryOut = useCallback(
    ({ what, ids }: Change) => {
      const at = placeOf(ids[0] ?? "");
      if (what === "remove") {
        void arrange.remove(ids);
        setSelection(null);
      } else void arrange.makeCover(ids[0] ?? "");
      focusNear(at);
    },
    [arrange, placeOf, focusNear],
  );
  // What is on a charter already changes on its page at once, not with the rest of the draft.
  const propose = useCallback(
    (change: Change) => {
      const isSeen = arrange.get().some((one) => isOnline(one) && change.ids.includes(one.id));
      if (isSeen) setAsked(change);
      else carryOut(change);
    },
    [arrange, carryOut],
  );
  const acts = useMemo(
    (): PhotoActs => ({
      open: setOpenId,
      select: (id, { shiftKey }) =>
        setSelection((before) =>
          shiftKey && before
            ? extended(before, arrange.get(), id)
            : toggled(before ?? NOTHING_SELECTED, id),
        ),
      cover: (id) => propose({ what: "cover", ids: [id], name: nameOf(id) }),
      remove: (id) => propose({ what: "remove", ids: [id], name: nameOf(id) }),
      say: (id, shows) => arrange.word([id], { shows }),
    }),
    [arrange, propose, nameOf],
  );
  const close = useCallback(() => setOpenId(null), []);

  const tileOf = (photo: MediaView): PhotoTileProps => ({
    photo,
    name: nameOf(photo.id),
    isCover: photo === cover,
    isSelected: selection ? selection.ids.has(photo.id) : null,
    isUntold: openId === null && arrange.untold(photo.id)?.refusal !== undefined,
    acts,
  });
  const online = all.filter(isOnline);
  const waiting = all.filter((photo) => !isOnline(photo));
  const sorter = (photos: readonly MediaView[]) => (
    <PhotoSorter
      photos={photos}
      among={all}
      nameOf={nameOf}
      tileOf={tileOf}
      onPlace={(id, other) => arrange.place(id, placeOf(other))}
    />
  );

  return (
    <div ref={list} tabIndex={-1} className="grid gap-4">
      {all.length > 0 && (
        <BulkBar
          all={all}
          chosen={selection && chosen}
          onBegin={() => setSelection(NOTHING_SELECTED)}
          onAll={() => setSelection(everything(all))}
          onEnd={() => setSelection(null)}
          onWord={(words) => {
            arrange.word(
              chosen.map(({ id }) => id),
              words,
            );
            setSelection(null);
          }}
          onRemove={() =>
            propose({
              what: "remove",
              ids: chosen.map(({ id }) => id),
              name: chosen.length === 1 ? nameOf(chosen[0]?.id ?? "") : `${chosen.length} photos`,
            })
          }
        />
      )}
      {online.length > 0 && (
        <Part
          title="On your page"
          lead="What you change here, guests see at once. New photos come after these."
        >
          {sorter(online)}
        </Part>
      )}
      {online.length > 0 && waiting.length > 0 ? (
        <Part title="New" lead="These go online when you submit.">
          {sorter(waiting)}
        </Part>
      ) : (
        sorter(waiting)
      )}
      <PhotoEditor
        openId={openId}
        all={all}
        arrange={arrange}
        acts={acts}
        coverId={cover?.id}
        onOpen={setOpenId}
        onClose={close}
      />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={asked ? QUESTIONS[asked.what].title(asked.name) : ""}
        description={asked && QUESTIONS[asked.what].means}
        confirm={asked ? QUESTIONS[asked.what].verb : ""}
        cancel="Leave it"
        onConfirm={() => {
          if (asked) carryOut(asked);
          setAsked(null);
        }}
      />
    </div>
  );
});

function Part({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <div>
        <h3 className="text-lg">{title}</h3>
        <p className="text-ink-soft text-sm">{lead}</p>
      </div>
      {children}
    </section>
  );
}

"use client";
// The library over a draft: choose photos, as many as fit, and they join it.
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/client/api";
import { explain, toastError, toastSuccess } from "@/lib/client/toast";
import type { LibraryPicture, LibraryState } from "@/lib/domain/library/schema";
import type { MediaView } from "@/lib/domain/media/schema";
import { PictureChoice } from "./picture-choice";
import { useLibrary } from "./use-library";

const STATES: readonly { value: "" | LibraryState; label: string }[] = [
  { value: "", label: "All but the trash" },
  { value: "pending", label: "Waiting" },
  { value: "linked", label: "On a charter" },
  { value: "trash", label: "In the trash" },
];
// What one request takes.
const AT_ONCE = 100;

export function LibraryDialog({
  open,
  onOpenChange,
  draftId,
  here,
  onAdded,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  draftId: string;
  here: ReadonlySet<string>;
  /** Gets all photos the draft has by then. */
  onAdded: (photos: readonly MediaView[]) => void;
}) {
  const [state, setState] = useState<LibraryState | undefined>(undefined);
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const library = useLibrary({ state, q }, open);

  async function add() {
    setBusy(true);
    try {
      const { photos } = await api.addPhotos(draftId, [...chosen]);
      onAdded(photos);
      toastSuccess(chosen.size === 1 ? "1 photo added." : `${chosen.size} photos added.`);
      setChosen(new Set());
      onOpenChange(false);
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
  }
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id) && after.size < AT_ONCE) after.add(id);
      return after;
    });
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={onOpenChange}
      title="From your library"
      description="Photos you uploaded before. They stay where they are, and nothing is uploaded again."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={chosen.size === 0}
            onClick={() => void add()}
          >
            {chosen.size < 2 ? "Add photo" : `Add ${chosen.size} photos`}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto_14rem]">
        <Field label="Words or a charter's name">
          <Input
            type="search"
            value={typed}
            maxLength={200}
            enterKeyHint="search"
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              setQ(typed);
            }}
          />
        </Field>
        <Button onClick={() => setQ(typed)}>Search</Button>
        <Field label="Show" className="max-sm:col-span-2">
          <Select
            value={state ?? ""}
            onChange={({ target }) =>
              setState(STATES.find(({ value }) => value === target.value)?.value || undefined)
            }
            options={STATES}
          />
        </Field>
      </div>
      <p role="status" className="sr-only">
        {library.isLoading ? "Loading" : `${library.pictures.length} photos are shown.`}
      </p>
      {library.error !== null && (
        <Notice tone="bad" live action={<Button onClick={library.again}>Try again</Button>}>
          {explain(library.error).toast}
        </Notice>
      )}
      <Choices pictures={library.pictures} here={here} chosen={chosen} onToggle={toggle} />
      {library.isLoading && <Loading />}
      {!library.isLoading && library.error === null && library.pictures.length === 0 && (
        <p className="py-8 text-center text-ink-soft">
          {q || state ? "Nothing matches." : "You have no photos yet. Upload your first ones."}
        </p>
      )}
      {library.more && !library.isLoading && (
        <Button wide onClick={library.more}>
          Show more
        </Button>
      )}
    </Dialog>
  );
}

const GRID = "grid grid-cols-3 gap-2 sm:grid-cols-4 md:grid-cols-5 md:gap-3";

function Choices({
  pictures,
  here,
  chosen,
  onToggle,
}: {
  pictures: readonly LibraryPicture[];
  here: ReadonlySet<string>;
  chosen: ReadonlySet<string>;
  onToggle: (id: string) => void;
}) {
  if (pictures.length === 0) return null;
  return (
    <ul className={GRID} aria-label="Your photos">
      {pictures.map((picture, at) => (
        <PictureChoice
          key={picture.media.id}
          picture={picture}
          at={at}
          isHere={
            picture.daysLeft === null && picture.copies.some(({ mediaId }) => here.has(mediaId))
          }
          isChosen={chosen.has(picture.media.id)}
          onToggle={onToggle}
        />
      ))}
    </ul>
  );
}

function Loading() {
  return (
    <div className={GRID} aria-hidden>
      {["a", "b", "c", "d", "e"].map((name) => (
        <Skeleton key={name} className="aspect-square w-full" />
      ))}
    </div>
  );
}

"use client";
// Several photos changed together: choosing them, then saying the same of all, or removing all.
import { ListChecks, PenLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { type PhotoWords, wordErrors } from "@/lib/client/photo-words";
import type { PhotoSubject } from "@/lib/domain/media/kinds";
import type { MediaView } from "@/lib/domain/media/schema";
import { SubjectChips } from "./subject-chips";

export function BulkBar({
  all,
  chosen,
  onBegin,
  onAll,
  onEnd,
  onWord,
  onRemove,
}: {
  all: readonly MediaView[];
  /** Null while photos are not being chosen. */
  chosen: readonly MediaView[] | null;
  onBegin: () => void;
  onAll: () => void;
  onEnd: () => void;
  onWord: (words: PhotoWords) => void;
  onRemove: () => void;
}) {
  const [isWording, setIsWording] = useState(false);
  if (!chosen)
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-ink-soft text-sm">
          <span className="pointer-fine:hidden">
            Hold a photo to move it, tap it to describe it.
          </span>
          <span className="pointer-coarse:hidden">
            Drag a photo to move it, open it to describe it.
          </span>
        </p>
        <Button icon={<ListChecks aria-hidden />} onClick={onBegin}>
          Choose several
        </Button>
      </div>
    );
  const none = chosen.length === 0;
  return (
    <fieldset
      aria-label="Chosen photos"
      onKeyDown={({ key }) => key === "Escape" && !isWording && onEnd()}
      className="sticky top-2 z-20 flex flex-wrap items-center gap-2 rounded-card border-2 border-ink bg-card p-2"
    >
      <p role="status" className="min-w-24 flex-1 px-2 font-bold tabular-nums">
        {chosen.length} of {all.length} chosen
      </p>
      <Button variant="quiet" disabled={chosen.length === all.length} onClick={onAll}>
        All
      </Button>
      <Button variant="quiet" onClick={onEnd}>
        Done
      </Button>
      <div className="flex w-full gap-2 sm:w-auto">
        <Button
          icon={<PenLine aria-hidden />}
          disabled={none}
          onClick={() => setIsWording(true)}
          className="flex-1"
        >
          Describe
        </Button>
        <Button icon={<Trash2 aria-hidden />} disabled={none} onClick={onRemove} className="flex-1">
          Remove
        </Button>
      </div>
      {isWording && (
        <WordingDialog
          count={chosen.length}
          onClose={() => setIsWording(false)}
          onWord={(words) => {
            setIsWording(false);
            onWord(words);
          }}
        />
      )}
    </fieldset>
  );
}

function WordingDialog({
  count,
  onClose,
  onWord,
}: {
  count: number;
  onClose: () => void;
  onWord: (words: PhotoWords) => void;
}) {
  const [shows, setShows] = useState<PhotoSubject | null>(null);
  const [caption, setCaption] = useState("");
  const [altText, setAltText] = useState("");
  const errors = wordErrors({ caption, altText });
  // What is left empty stays as it is on each photo.
  const words: PhotoWords = {
    ...(shows && { shows }),
    ...(caption.trim() && { caption }),
    ...(altText.trim() && { altText }),
  };
  const isEmpty = Object.keys(words).length === 0;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={count === 1 ? "Describe 1 photo" : `Describe ${count} photos`}
      description="All of them get what you fill in here. What you leave empty stays as it is on each."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={isEmpty || Object.keys(errors).length > 0}
            onClick={() => onWord(words)}
          >
            {count === 1 ? "Use for 1 photo" : `Use for all ${count}`}
          </Button>
        </>
      }
    >
      <SubjectChips label="They show" value={shows} onChange={setShows} />
      <Field label="Caption" hint="Guests read it under the photo." error={errors.caption} optional>
        <Textarea
          short
          rows={2}
          value={caption}
          onChange={({ target }) => setCaption(target.value)}
        />
      </Field>
      <Field
        label="In words"
        hint="What the photos show, for people who can't see them."
        error={errors.altText}
        optional
      >
        <Textarea
          short
          rows={2}
          value={altText}
          onChange={({ target }) => setAltText(target.value)}
        />
      </Field>
    </Dialog>
  );
}

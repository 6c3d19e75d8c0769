"use client";
// One photo large, with all that can be said about it. What is typed is kept at once and told to the
// server when the photo is left; there is nothing to save by hand.
import {
  ArrowLeft,
  ArrowLeftToLine,
  ArrowRight,
  ChevronLeft,
  ChevronRight,
  Star,
  Trash2,
} from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import type { DraftPhotos } from "@/lib/client/draft-photos";
import { isOnline } from "@/lib/client/photo-order";
import { wordErrors } from "@/lib/client/photo-words";
import { explain } from "@/lib/client/toast";
import type { MediaView } from "@/lib/domain/media/schema";
import { CropPreviews, FocalPicker } from "./focal-picker";
import type { PhotoActs } from "./photo-tile";
import { SubjectChips } from "./subject-chips";

export interface PhotoEditorProps {
  /** Null: closed. */
  openId: string | null;
  all: readonly MediaView[];
  arrange: DraftPhotos;
  acts: PhotoActs;
  coverId: string | undefined;
  onOpen: (id: string) => void;
  onClose: () => void;
}

export function PhotoEditor(props: PhotoEditorProps) {
  const { openId, all, arrange, onOpen, onClose } = props;
  const at = all.findIndex(({ id }) => id === openId);
  const photo = all[at];
  const errors = photo ? wordErrors(photo) : {};
  const isWrong = Object.keys(errors).length > 0;
  useEffect(() => {
    arrange.attend(openId);
    return () => arrange.attend(null);
  }, [arrange, openId]);
  const goTo = (to: MediaView | undefined) => {
    // What can't be saved is not left behind unseen.
    if (isWrong) document.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    else if (to) onOpen(to.id);
    else onClose();
  };
  const name = `Photo ${at + 1}`;
  return (
    <Dialog
      wide
      open={photo !== undefined}
      onOpenChange={() => goTo(undefined)}
      title={photo ? `${name} of ${all.length}` : ""}
      footer={
        <div className="flex w-full items-center gap-2">
          <IconButton
            label="Photo before"
            icon={<ChevronLeft aria-hidden />}
            disabled={at === 0}
            onClick={() => goTo(all[at - 1])}
          />
          <IconButton
            label="Next photo"
            icon={<ChevronRight aria-hidden />}
            disabled={at === all.length - 1}
            onClick={() => goTo(all[at + 1])}
          />
          <Button variant="primary" onClick={() => goTo(undefined)} className="ml-auto min-w-32">
            Done
          </Button>
        </div>
      }
    >
      {photo && (
        <Fields key={photo.id} {...props} photo={photo} name={name} at={at} errors={errors} />
      )}
    </Dialog>
  );
}

function Fields({
  photo,
  name,
  at,
  errors,
  all,
  arrange,
  acts,
  coverId,
  onClose,
}: PhotoEditorProps & {
  photo: MediaView;
  name: string;
  at: number;
  errors: Record<string, string>;
}) {
  const { id } = photo;
  const refusal = arrange.untold(id)?.refusal;
  const refused = (refusal?.details?.errors ?? {}) as Record<string, string>;
  return (
    <div className="grid gap-x-6 gap-y-5 lg:grid-cols-[1.15fr_1fr]">
      <div className="grid content-start gap-4">
        <FocalPicker
          photo={photo}
          name={name}
          onChange={(point) =>
            arrange.word([id], { focalX: point?.x ?? null, focalY: point?.y ?? null })
          }
        />
        <CropPreviews photo={photo} />
      </div>
      <div className="grid content-start gap-5">
        {refusal && Object.keys(refused).length === 0 && (
          <Notice tone="bad">{explain(refusal).toast} What you wrote is still here.</Notice>
        )}
        <SubjectChips
          label="It shows"
          value={photo.shows}
          onChange={(shows) => arrange.word([id], { shows })}
        />
        <Field
          label="Caption"
          hint="Guests read it under the photo."
          error={errors.caption ?? refused.caption}
          optional
        >
          <Textarea
            short
            rows={2}
            value={photo.caption ?? ""}
            onChange={({ target }) => arrange.word([id], { caption: target.value })}
          />
        </Field>
        <Field
          label="In words"
          hint="What the photo shows, for people who can't see it."
          error={errors.altText ?? refused.altText}
          optional
        >
          <Textarea
            short
            rows={2}
            value={photo.altText ?? ""}
            onChange={({ target }) => arrange.word([id], { altText: target.value })}
          />
        </Field>
        <Places photo={photo} at={at} all={all} arrange={arrange} />
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<Star aria-hidden />}
            disabled={id === coverId || photo.rejectedReason !== null}
            onClick={() => acts.cover(id)}
          >
            {id === coverId ? "This is the cover" : "Make it the cover"}
          </Button>
          <Button
            icon={<Trash2 aria-hidden />}
            onClick={() => {
              onClose();
              acts.remove(id);
            }}
          >
            Remove
          </Button>
        </div>
      </div>
    </div>
  );
}

/** The way to another place without carrying: one press, one place. */
function Places({
  photo,
  at,
  all,
  arrange,
}: {
  photo: MediaView;
  at: number;
  all: readonly MediaView[];
  arrange: DraftPhotos;
}) {
  const kin = all.filter((one) => isOnline(one) === isOnline(photo));
  const place = kin.indexOf(photo);
  const to = (target: number) => arrange.place(photo.id, target);
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-bold">
        Place{" "}
        <span aria-live="polite" className="tabular-nums">
          {at + 1} of {all.length}
        </span>
      </legend>
      <div className="flex flex-wrap gap-2">
        <Button icon={<ArrowLeftToLine aria-hidden />} disabled={place <= 0} onClick={() => to(0)}>
          First
        </Button>
        <Button icon={<ArrowLeft aria-hidden />} disabled={place <= 0} onClick={() => to(at - 1)}>
          Earlier
        </Button>
        <Button
          icon={<ArrowRight aria-hidden />}
          disabled={place === kin.length - 1}
          onClick={() => to(at + 1)}
        >
          Later
        </Button>
      </div>
    </fieldset>
  );
}

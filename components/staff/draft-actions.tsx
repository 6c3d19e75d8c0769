"use client";
// What staff do with one draft: submit it for its captain after a dry run, put it aside, open it again.
import { Archive, ClipboardCheck, RotateCcw, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { fullFieldLabel } from "@/components/draft/field-label";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { counted } from "@/components/words/charter-words";
import { api } from "@/lib/client/api";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { REASON_MAX } from "@/lib/domain/staff/kinds";
import type { FinalizeRehearsal, StaffDraftItem } from "@/lib/domain/staff/schema";
import { AppError } from "@/lib/errors/app-error";
import { ConfirmPassword } from "./confirm-password";
import { Thumbnail } from "./thumbnail";

type Move = "finalize" | "abandon" | "restore";

export function DraftActions({ draft }: { draft: StaffDraftItem }) {
  const [asked, setAsked] = useState<Move | null>(null);
  const [tried, setTried] = useState<{ of: StaffDraftItem; rehearsal: FinalizeRehearsal }>();
  // A draft that was read anew may not be as it was tried.
  const rehearsal = tried?.of === draft ? tried.rehearsal : undefined;
  const [isTrying, setIsTrying] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place, "button", "button");

  async function tryOut() {
    setIsTrying(true);
    try {
      setTried({ of: draft, rehearsal: await api.rehearseFinalize(draft.id) });
    } catch (error) {
      toastError(error);
    }
    setIsTrying(false);
  }

  return (
    <div ref={place} tabIndex={-1} className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        {draft.status === "DRAFT" && (
          <>
            <Button
              {...(!rehearsal && { variant: "primary" as const })}
              busy={isTrying}
              icon={<ClipboardCheck aria-hidden />}
              onClick={() => void tryOut()}
            >
              {rehearsal ? "Try again" : "Try submitting"}
            </Button>
            <Button icon={<Archive aria-hidden />} onClick={() => setAsked("abandon")}>
              Abandon
            </Button>
          </>
        )}
        {(draft.status === "ABANDONED" || draft.status === "DELETED") && (
          <Button icon={<RotateCcw aria-hidden />} onClick={() => setAsked("restore")}>
            Open again
          </Button>
        )}
      </div>
      {rehearsal && draft.status === "DRAFT" && (
        <Rehearsal rehearsal={rehearsal} onSubmit={() => setAsked("finalize")} />
      )}
      {asked && <MoveDialog draft={draft} move={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function Rehearsal({
  rehearsal: { refusal, photos, videos, left, found, required, charterId },
  onSubmit,
}: {
  rehearsal: FinalizeRehearsal;
  onSubmit: () => void;
}) {
  const media = (
    <ul aria-label="Photos that would be linked" className="mt-2 flex flex-wrap gap-2">
      {photos.map((photo) => (
        <li key={photo.id} className="h-14 w-18 overflow-hidden rounded-plate bg-well">
          <Thumbnail item={photo} />
        </li>
      ))}
    </ul>
  );
  if (refusal)
    return (
      <Notice tone="warn" live title="It would be refused">
        <p>{refusal.message}</p>
        {refusal.error === "missing_media" && (
          <p>
            Found {found}, need {required}.
          </p>
        )}
        {refusal.errors && (
          <ul className="list-disc pl-5">
            {Object.entries(refusal.errors).map(([field, sentence]) => (
              <li key={field}>
                {fullFieldLabel(field)}: {sentence}
              </li>
            ))}
          </ul>
        )}
        {media}
      </Notice>
    );
  return (
    <Notice
      tone="good"
      live
      title="It can be submitted"
      action={
        <Button variant="primary" icon={<Send aria-hidden />} onClick={onSubmit}>
          Submit for the captain
        </Button>
      }
    >
      <p>
        {counted(found, "photo", "photos")} and {counted(videos.length, "video", "videos")} would be
        linked{charterId ? " to the charter it edits" : " to a new charter"}.
        {left > 0 && ` ${counted(left, "photo", "photos")} would wait.`}
      </p>
      {media}
    </Notice>
  );
}

const MOVES: Record<Move, { title: string; means: string; done: string }> = {
  finalize: {
    title: "Submit for the captain",
    means:
      "The charter belongs to the captain and is online at once. Your name and reason are written down.",
    done: "Submitted. The charter is online.",
  },
  abandon: {
    title: "Abandon this draft",
    means: "It is put aside and can be opened again. Its photos and videos stay with the captain.",
    done: "Put aside.",
  },
  restore: {
    title: "Open this draft again",
    means: "The captain can go on with it, and with the photos that wait in no draft.",
    done: "Open again.",
  },
};

function MoveDialog({
  draft,
  move,
  onClose,
}: {
  draft: StaffDraftItem;
  move: Move;
  onClose: () => void;
}) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [isOld, setIsOld] = useState(false);
  const { title, means, done } = MOVES[move];

  async function run() {
    try {
      if (move === "finalize") await api.finalizeForCaptain(draft.id, reason.trim());
      else await api.moveDraft(draft.id, move, reason.trim());
    } catch (error) {
      if (error instanceof AppError && error.code === "confirm_password") return setIsOld(true);
      // It may not be any more what the dialog is about.
      if (isDecided(error)) router.refresh();
      throw error;
    }
    toastSuccess(done);
    onClose();
    router.refresh();
  }

  return (
    <>
      <FormDialog
        title={title}
        description={`${draft.name || "Without a name"}, of ${draft.owner.name}. ${means}`}
        submit={title}
        check={() => (reason.trim() ? undefined : "Please give a reason.")}
        onSubmit={run}
        onClose={onClose}
      >
        {({ complaint, trouble }) => (
          <Field label="Reason" error={complaint ?? trouble}>
            <Textarea
              short
              value={reason}
              maxLength={REASON_MAX}
              onChange={({ target }) => setReason(target.value)}
            />
          </Field>
        )}
      </FormDialog>
      {isOld && (
        <ConfirmPassword
          onClose={() => setIsOld(false)}
          onConfirmed={async () => {
            await run().catch(toastError);
            setIsOld(false);
          }}
        />
      )}
    </>
  );
}

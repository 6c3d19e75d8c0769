"use client";
// What is asked before an action: why, and for whom.
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { countInWords } from "@/components/words/quantities";
import type { CappedCount } from "@/lib/domain/media/schema";
import { MEDIA_ACTIONS, type MediaActionName, REASON_MAX } from "@/lib/domain/staff/kinds";
import { CaptainPicker, CharterPicker } from "./captain-picker";
import type { ReviewItem } from "./review-item";
import { items } from "./staff-words";
import type { Choices } from "./use-media-actions";

const MEANS: Partial<Record<MediaActionName, string>> = {
  trash: "It can be restored for 30 days. A charter keeps at least 3 photos.",
  reject:
    "The captain reads your reason beside the photo. It is neither counted nor shown until it is marked reviewed.",
  assignCaptain: "It then waits for a charter of that captain.",
  linkCharter: "Guests see it on the charter's page at once.",
  purge: "The file is deleted too. This can't be undone.",
};

const COMMON_REASONS = [
  "It is too dark or blurred to see.",
  "It shows a phone number, an address or advertising.",
  "It does not show this charter.",
  "Somebody else seems to have taken it.",
];

/** Whether the action has to be talked about before it happens. */
export function needsTalk(action: MediaActionName): boolean {
  const { reason, target } = MEDIA_ACTIONS[action];
  return reason === "always" || target !== null;
}

export function ActionDialog({
  action,
  chosen,
  matching,
  isBusy,
  onAct,
  onClose,
}: {
  action: MediaActionName;
  chosen: readonly ReviewItem[];
  /** They stand for so many, all that match the view. */
  matching?: CappedCount | undefined;
  isBusy: boolean;
  onAct: (choices: Choices) => void;
  onClose: () => void;
}) {
  const form = useId();
  const [reason, setReason] = useState("");
  const [target, setTarget] = useState<string | null>(null);
  const [isTried, setIsTried] = useState(false);
  const spec = MEDIA_ACTIONS[action];
  // Of all that match only this page is known here.
  const overrides =
    spec.reason === "override" && (matching !== undefined || chosen.some(({ captain }) => captain));
  const isReasonWanted = spec.reason === "always" || overrides;
  const lacksReason = isReasonWanted && reason.trim() === "";
  const owners = new Set(chosen.map(({ captain }) => captain?.id));
  const [owner] = owners;
  const canLink = action !== "linkCharter" || (owners.size === 1 && owner !== undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsTried(true);
    if (lacksReason || (spec.target && !target)) return;
    onAct({
      action,
      ...(reason.trim() && { reason: reason.trim() }),
      ...(spec.target && target && { [spec.target]: target }),
    });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${spec.label}: ${matching ? `all ${countInWords(matching)} that match` : items(chosen.length)}`}
      description={
        matching
          ? `${MEANS[action] ?? ""} It is done in the background, and can be stopped but not undone as a whole.`
          : MEANS[action]
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {canLink && (
            <Button
              type="submit"
              form={form}
              busy={isBusy}
              variant={action === "purge" ? "danger" : "primary"}
            >
              {spec.label}
            </Button>
          )}
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        {spec.target === "captainId" && <CaptainPicker value={target} onChange={setTarget} />}
        {spec.target === "charterId" &&
          (canLink && owner ? (
            <CharterPicker captainId={owner} value={target} onChange={setTarget} />
          ) : (
            <Notice tone="warn" title="These don't have one captain">
              A charter only takes photos of its own captain. Choose items of one captain, or assign
              them first.
            </Notice>
          ))}
        {spec.target && !target && isTried && canLink && (
          <p role="alert" className="font-bold text-bad text-sm">
            Please choose one.
          </p>
        )}
        {canLink && (
          <Field
            label="Reason"
            optional={!isReasonWanted}
            error={isTried && lacksReason ? "Please give a reason." : undefined}
            {...(overrides && {
              hint: matching
                ? "Some may have a captain already: why should that change?"
                : "Somebody has this already: why should that change?",
            })}
          >
            <Textarea
              short
              value={reason}
              maxLength={REASON_MAX}
              onChange={({ target: { value } }) => setReason(value)}
            />
          </Field>
        )}
        {action === "reject" && (
          <div className="flex flex-wrap gap-2">
            {COMMON_REASONS.map((one) => (
              <Button key={one} onClick={() => setReason(one)} className="text-left text-sm!">
                {one}
              </Button>
            ))}
          </div>
        )}
      </form>
    </Dialog>
  );
}

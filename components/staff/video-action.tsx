"use client";
// Has one captain's video tried again, or stops the work on it, with a reason.
import { Ban, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/client/api";
import { explain, toastSuccess } from "@/lib/client/toast";
import { REASON_MAX } from "@/lib/domain/staff/kinds";
import type { StaffVideoView } from "@/lib/domain/video/schema";

const ACTIONS = {
  retry: {
    label: "Try again",
    icon: <RotateCcw aria-hidden />,
    title: "Try this video again",
    lead: "It goes to the end of the queue, with all its attempts.",
    reason: "Why it may work now",
    done: "The video is in the queue.",
    run: api.retryVideoForCaptain,
  },
  cancel: {
    label: "Stop it",
    icon: <Ban aria-hidden />,
    title: "Stop this video",
    lead: "It won't be shown until somebody has it tried again. Its captain reads your reason.",
    reason: "Reason, for its captain to read",
    done: "The video is stopped.",
    run: api.cancelVideo,
  },
} as const;

export function VideoAction({
  action,
  video: { id, fileName, owner },
}: {
  action: keyof typeof ACTIONS;
  video: StaffVideoView;
}) {
  const { label, icon, title, lead, reason, done, run } = ACTIONS[action];
  const form = useId();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [words, setWords] = useState("");
  const [trouble, setTrouble] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const name = fileName ?? "the video";

  async function act(event: FormEvent) {
    event.preventDefault();
    setTrouble(words.trim() ? undefined : "Please give a reason.");
    if (!words.trim()) return;
    setIsBusy(true);
    try {
      await run(id, words.trim());
      setIsOpen(false);
      toastSuccess(done);
      router.refresh();
    } catch (error) {
      setTrouble(explain(error).toast);
    }
    setIsBusy(false);
  }

  return (
    <>
      <Button
        className="justify-self-start"
        icon={icon}
        aria-label={`${label}: ${name} of ${owner.name}`}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <Dialog
          open
          onOpenChange={setIsOpen}
          title={title}
          description={`${name} of ${owner.name}. ${lead}`}
          footer={
            <>
              <Button onClick={() => setIsOpen(false)}>Cancel</Button>
              <Button type="submit" form={form} variant="primary" busy={isBusy}>
                {label}
              </Button>
            </>
          }
        >
          <form id={form} onSubmit={(event) => void act(event)} noValidate>
            <Field label={reason} error={trouble}>
              <Textarea
                short
                value={words}
                onChange={({ target }) => setWords(target.value)}
                maxLength={REASON_MAX}
              />
            </Field>
          </form>
        </Dialog>
      )}
    </>
  );
}

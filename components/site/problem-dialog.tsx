"use client";
// What went wrong, in the words of whom it happened to; the page, and the request that failed, go along.
import { usePathname } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/client/api";
import { explain, toastSuccess } from "@/lib/client/toast";
import { PROBLEM_WORDS_MAX } from "@/lib/domain/problem/schema";

export function ProblemDialog({
  requestId,
  report,
  onWrite,
  onClose,
}: {
  requestId: string | undefined;
  /** `key` tells one report from another, however often it is sent. */
  report: { words: string; key: string };
  onWrite: (words: string) => void;
  onClose: () => void;
}) {
  const form = useId();
  const page = usePathname();
  const [missing, setMissing] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  /** Not while it is being sent: its answer would reach other words, or nobody. */
  const close = () => {
    if (!isBusy) onClose();
  };

  async function send(event: FormEvent) {
    event.preventDefault();
    const words = report.words.trim();
    setMissing(words ? undefined : "Please say in a few words what went wrong.");
    if (!words) return;
    setIsBusy(true);
    setTrouble(undefined);
    try {
      await api.reportProblem({ words, page, ...(requestId && { requestId }) }, report.key);
      onWrite("");
      onClose();
      toastSuccess("Thank you. We have it, and will look into it.");
    } catch (error) {
      setTrouble(explain(error).toast);
      setIsBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={close}
      title="Report a problem"
      description="We also see which page you are on and who you are, so that we can answer."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={isBusy}>
            Send
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void send(event)} noValidate className="grid gap-4">
        <Field
          label="What went wrong?"
          hint="What you did, what happened, and what you expected instead."
          error={missing}
        >
          <Textarea
            value={report.words}
            readOnly={isBusy}
            onChange={({ target }) => onWrite(target.value)}
            maxLength={PROBLEM_WORDS_MAX}
          />
        </Field>
        {requestId && (
          <p className="text-ink-soft text-sm">
            Goes along, so that we find what failed:{" "}
            <code className="break-all font-mono text-ink">{requestId}</code>
          </p>
        )}
        {trouble && (
          <Notice tone="bad" live>
            {trouble} What you wrote is still here.
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

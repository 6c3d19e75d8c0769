"use client";
// What went wrong, in the words of whom it happened to; the page, and the request that failed, go along.
import { usePathname } from "next/navigation";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/client/api";
import { toastSuccess } from "@/lib/client/toast";
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
  const page = usePathname();
  const words = report.words.trim();

  async function send() {
    await api.reportProblem({ words, page, ...(requestId && { requestId }) }, report.key);
    onWrite("");
    onClose();
    toastSuccess("Thank you. We have it, and will look into it.");
  }

  return (
    <FormDialog
      title="Report a problem"
      description="We also see which page you are on and who you are, so that we can answer."
      submit="Send"
      check={() => (words ? undefined : "Please say in a few words what went wrong.")}
      onSubmit={send}
      onClose={onClose}
    >
      {({ complaint, trouble, isBusy }) => (
        <>
          <Field
            label="What went wrong?"
            hint="What you did, what happened, and what you expected instead."
            error={complaint}
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
        </>
      )}
    </FormDialog>
  );
}

"use client";
// Closes one report, with words about what was done.
import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/client/api";
import { explain, toastSuccess } from "@/lib/client/toast";
import type { ProblemView } from "@/lib/domain/problem/schema";
import { REASON_MAX } from "@/lib/domain/staff/kinds";

export function CloseProblem({ problem: { id, words, reporter } }: { problem: ProblemView }) {
  const form = useId();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [done, setDone] = useState("");
  const [trouble, setTrouble] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  async function close(event: FormEvent) {
    event.preventDefault();
    setTrouble(done.trim() ? undefined : "Please say what was done.");
    if (!done.trim()) return;
    setIsBusy(true);
    try {
      await api.closeProblem(id, done.trim());
      setIsOpen(false);
      toastSuccess("The report is closed.");
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
        icon={<Check aria-hidden />}
        aria-label={`Close the report of ${reporter.name}: ${words.slice(0, 60)}`}
        onClick={() => setIsOpen(true)}
      >
        Close
      </Button>
      {isOpen && (
        <Dialog
          open
          onOpenChange={setIsOpen}
          title="Close this report"
          description={`Of ${reporter.name}. Closing it sends nothing: answer them first.`}
          footer={
            <>
              <Button onClick={() => setIsOpen(false)}>Cancel</Button>
              <Button type="submit" form={form} variant="primary" busy={isBusy}>
                Close it
              </Button>
            </>
          }
        >
          <form id={form} onSubmit={(event) => void close(event)} noValidate>
            <Field label="What was done about it" error={trouble}>
              <Textarea
                short
                value={done}
                onChange={({ target }) => setDone(target.value)}
                maxLength={REASON_MAX}
              />
            </Field>
          </form>
        </Dialog>
      )}
    </>
  );
}

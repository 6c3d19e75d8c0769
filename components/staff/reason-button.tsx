"use client";
// A button for what staff do to one thing with words about why: asks for them, does it, and shows the list anew.
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { explain, toastSuccess } from "@/lib/client/toast";
import { REASON_MAX } from "@/lib/domain/staff/kinds";

export interface Talk {
  /** On the button, and on the one that does it. */
  label: string;
  icon: ReactNode;
  title: string;
  /** What the words are, as the field's label. */
  asks: string;
  /** What is said when none were given. */
  missing: string;
  /** What is said when it is done. */
  done: string;
}

export function ReasonButton({
  talk: { label, icon, title, asks, missing, done },
  what,
  description,
  run,
}: {
  talk: Talk;
  /** Which thing, for who only hears the button. */
  what: string;
  description: string;
  run: (words: string) => Promise<unknown>;
}) {
  const form = useId();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [words, setWords] = useState("");
  const [trouble, setTrouble] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  /** Not while it is under way: its answer would reach nobody. */
  const close = () => {
    if (!isBusy) setIsOpen(false);
  };

  async function act(event: FormEvent) {
    event.preventDefault();
    setTrouble(words.trim() ? undefined : missing);
    if (!words.trim()) return;
    setIsBusy(true);
    try {
      await run(words.trim());
      setIsOpen(false);
      setWords("");
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
        aria-label={`${label}: ${what}`}
        onClick={() => {
          setTrouble(undefined);
          setIsOpen(true);
        }}
      >
        {label}
      </Button>
      {isOpen && (
        <Dialog
          open
          onOpenChange={close}
          title={title}
          description={description}
          footer={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button type="submit" form={form} variant="primary" busy={isBusy}>
                {label}
              </Button>
            </>
          }
        >
          <form id={form} onSubmit={(event) => void act(event)} noValidate>
            <Field label={asks} error={trouble}>
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

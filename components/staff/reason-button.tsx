"use client";
// A button for what staff do to one thing with words about why: asks for them, does it, and shows the list anew.
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Textarea } from "@/components/ui/textarea";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { REASON_MAX } from "@/lib/domain/staff/kinds";
import { AppError } from "@/lib/errors/app-error";
import { ConfirmPassword } from "./confirm-password";

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
  /** It can't be taken back. */
  isFinal?: boolean;
}

export function ReasonButton({
  talk: { label, icon, title, asks, missing, done, isFinal = false },
  what,
  description,
  run,
  children,
}: {
  talk: Talk;
  /** Which thing, for who only hears the button. */
  what: string;
  description: string;
  /** Does it; a sentence it answers with is said instead of `done`. */
  run: (words: string) => Promise<unknown>;
  /** What else is asked, above the words. */
  children?: ReactNode;
}) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [words, setWords] = useState("");
  const [isOld, setIsOld] = useState(false);

  async function act() {
    let answer: unknown;
    try {
      answer = await run(words.trim());
    } catch (error) {
      if (error instanceof AppError && error.code === "confirm_password") return setIsOld(true);
      // It may not be any more what the words and the button are about.
      if (isDecided(error)) router.refresh();
      throw error;
    }
    setIsOpen(false);
    setWords("");
    toastSuccess(typeof answer === "string" ? answer : done);
    router.refresh();
  }

  return (
    <>
      <Button
        className="justify-self-start"
        icon={icon}
        aria-label={`${label}: ${what}`}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <FormDialog
          title={title}
          description={description}
          submit={label}
          isFinal={isFinal}
          check={() => (words.trim() ? undefined : missing)}
          onSubmit={act}
          onClose={() => setIsOpen(false)}
        >
          {({ complaint, trouble }) => (
            <>
              {children}
              <Field label={asks} error={complaint ?? trouble}>
                <Textarea
                  short
                  value={words}
                  onChange={({ target }) => setWords(target.value)}
                  maxLength={REASON_MAX}
                />
              </Field>
            </>
          )}
        </FormDialog>
      )}
      {isOld && (
        <ConfirmPassword
          onClose={() => setIsOld(false)}
          onConfirmed={async () => {
            await act().catch(toastError);
            setIsOld(false);
          }}
        />
      )}
    </>
  );
}

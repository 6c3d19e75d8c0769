"use client";
// A small form over the page, sent by one button. It stays open while it is being sent, because the answer would
// reach nobody, and stays as it is when it was refused.
import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { explain } from "@/lib/client/toast";
import { Button } from "./button";
import { Dialog } from "./dialog";

export interface FormState {
  /** What `check` said of it. */
  complaint: string | undefined;
  /** Why it could not be sent. */
  trouble: string | undefined;
  isBusy: boolean;
}

export interface FormDialogProps {
  title: string;
  description?: ReactNode;
  /** On the button that sends it, as a verb. */
  submit: string;
  /** What it does can't be taken back. */
  isFinal?: boolean;
  /** What is wrong with it as it stands; nothing is sent then. */
  check: () => string | undefined;
  /** Sends it, and closes the dialog in the end; what it throws is explained in the form. */
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: (state: FormState) => ReactNode;
}

const INVALID = "[aria-invalid=true]";

export function FormDialog(props: FormDialogProps) {
  const { title, description, submit, isFinal = false, check, onSubmit, onClose, children } = props;
  const form = useId();
  const [refused, setRefused] = useState<{ complaint?: string; trouble?: string }>({});
  const [isBusy, setIsBusy] = useState(false);
  const close = () => {
    if (!isBusy) onClose();
  };

  // To what is wrong, each time that it is said.
  useEffect(() => {
    const isSaid = refused.complaint || refused.trouble;
    if (isSaid) document.getElementById(form)?.querySelector<HTMLElement>(INVALID)?.focus();
  }, [form, refused]);

  async function send(event: FormEvent) {
    event.preventDefault();
    // Enter sends a form whose only button is resting, too.
    if (isBusy) return;
    const found = check();
    setRefused(found ? { complaint: found } : {});
    if (found) return;
    setIsBusy(true);
    try {
      await onSubmit();
    } catch (error) {
      setRefused({ trouble: explain(error).toast });
    }
    setIsBusy(false);
  }

  return (
    <Dialog
      open
      onOpenChange={close}
      title={title}
      description={description}
      startsAtField
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={form} variant={isFinal ? "danger" : "primary"} busy={isBusy}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void send(event)} noValidate className="grid gap-4">
        {children({ complaint: refused.complaint, trouble: refused.trouble, isBusy })}
      </form>
    </Dialog>
  );
}

"use client";
// A question or a small form over the page: a sheet from below on a phone, a plate in the middle elsewhere.
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { IconButton } from "./icon-button";
import { useFocusBack } from "./use-focus-back";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One or two sentences under the title, read out with it. */
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons, the main one last. */
  footer?: ReactNode;
  /** False for a question that must be answered: no cross, and `onOpenChange` should do nothing. */
  closable?: boolean;
  /** For work and not for a question: the whole screen on a phone, a broad plate elsewhere. */
  wide?: boolean;
  /** The first field has the focus, instead of the cross. */
  startsAtField?: boolean;
}

const SIZES = {
  question:
    "bottom-0 max-h-[92dvh] rounded-t-card border-t-2 sm:bottom-auto sm:w-[min(36rem,calc(100vw-3rem))]",
  wide: "inset-y-0 sm:bottom-auto sm:max-h-[92dvh] sm:w-[min(64rem,calc(100vw-3rem))]",
};

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  closable = true,
  wide = false,
  startsAtField = false,
}: DialogProps) {
  const focusBack = useFocusBack(startsAtField ? "input, select, textarea" : undefined);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-appear bg-deep/75" />
        <Radix.Content
          {...focusBack}
          {...(description === undefined && { "aria-describedby": undefined })}
          className={classNames(
            "fixed inset-x-0 z-50 flex animate-rise flex-col border-ink bg-card text-ink sm:inset-x-auto sm:top-1/2 sm:left-1/2 sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-card sm:border-2",
            wide ? SIZES.wide : SIZES.question,
          )}
        >
          <div className="flex items-start justify-between gap-3 px-5 pt-4">
            <Radix.Title className="pt-1.5 text-xl">{title}</Radix.Title>
            {closable && (
              <Radix.Close asChild>
                <IconButton label="Close" icon={<X aria-hidden />} className="-mr-2" />
              </Radix.Close>
            )}
          </div>
          <div className="grid flex-1 content-start gap-4 overflow-y-auto px-5 pt-1 pb-5">
            {description && (
              <Radix.Description asChild>
                <div className="text-ink-soft">{description}</div>
              </Radix.Description>
            )}
            {children}
          </div>
          {footer && (
            <div className="flex flex-col-reverse gap-2 border-line border-t-[1.5px] p-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:flex-row sm:justify-end">
              {footer}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Asks before something that is hard to take back. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirm,
  cancel = "Keep it",
  busy = false,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** What the button does, as a verb: "Remove draft". */
  confirm: string;
  cancel?: string;
  busy?: boolean;
  onConfirm: () => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{cancel}</Button>
          <Button variant="danger" busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    />
  );
}

import { useRef } from "react";

/**
 * Handlers for a Radix dialog's content that was opened without a Radix trigger: the focus returns to
 * whatever had it before, as long as that is still there.
 *
 * @param first finds what has the focus while it is open; without it, the first thing that can
 */
export function useFocusBack(first?: string) {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      before.current = document.activeElement;
      if (!first || !(event.target instanceof HTMLElement)) return;
      const field = event.target.querySelector<HTMLElement>(first);
      if (!field) return;
      event.preventDefault();
      field.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      const opener = before.current;
      if (!(opener instanceof HTMLElement) || !opener.isConnected) return;
      event.preventDefault();
      opener.focus();
    },
  };
}

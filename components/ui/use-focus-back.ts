import { useRef } from "react";

/**
 * Handlers for a Radix dialog's content that was opened without a Radix trigger: the focus returns to
 * whatever had it before, as long as that is still there.
 */
export function useFocusBack() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const opener = before.current;
      if (!(opener instanceof HTMLElement) || !opener.isConnected) return;
      event.preventDefault();
      opener.focus();
    },
  };
}

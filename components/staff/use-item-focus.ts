import { type RefObject, useEffect, useRef } from "react";
import type { ReviewItem } from "./review-item";

/** When what had the focus has left the list, the item that stands in its place takes it. */
export function useItemFocus(
  list: RefObject<HTMLElement | null>,
  items: readonly ReviewItem[],
): void {
  const last = useRef<{ id: string; at: number } | null>(null);
  useEffect(() => {
    const container = list.current;
    const note = ({ target }: FocusEvent) => {
      const id = target instanceof Element && target.getAttribute("data-item");
      const all = [...(container?.querySelectorAll("[data-item]") ?? [])];
      if (id) last.current = { id, at: all.indexOf(target) };
    };
    container?.addEventListener("focusin", note);
    return () => container?.removeEventListener("focusin", note);
  }, [list]);
  useEffect(() => {
    const had = last.current;
    if (!had || items.some(({ id }) => id === had.id) || document.activeElement !== document.body)
      return;
    const all = list.current?.querySelectorAll<HTMLElement>("[data-item]");
    all?.[Math.min(had.at, items.length - 1)]?.focus();
  }, [list, items]);
}

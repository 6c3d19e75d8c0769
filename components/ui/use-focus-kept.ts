import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the focus near when what had it goes away by itself: the item that stands in its place takes it, else
 * the last one, else the place, which needs `tabIndex={-1}`.
 *
 * @param items finds what comes and goes
 * @param takes finds in each what may have the focus
 */
export function useFocusKept(
  place: RefObject<HTMLElement | null>,
  items: string,
  takes: string,
): void {
  // Where the focus was last, while it has not gone elsewhere.
  const at = useRef<number | null>(null);
  useEffect(() => {
    const root = place.current;
    if (!root) return;
    const stop = new AbortController();
    const on = (name: "focusin" | "focusout", listener: (event: FocusEvent) => void) =>
      root.addEventListener(name, listener, { signal: stop.signal });
    on("focusin", ({ target }) => {
      const all = [...root.querySelectorAll(items)];
      at.current = Math.max(
        0,
        all.findIndex((item) => item.contains(target as Node)),
      );
    });
    on("focusout", ({ target, relatedTarget }) => {
      // What was taken out of the page has not been left.
      queueMicrotask(() => {
        const isInside = relatedTarget !== null && root.contains(relatedTarget as Node);
        if ((target as Node).isConnected && !isInside) at.current = null;
      });
    });
    return () => stop.abort();
  }, [place, items]);
  useEffect(() => {
    const root = place.current;
    if (!root || at.current === null || document.activeElement !== document.body) return;
    const all = [...root.querySelectorAll<HTMLElement>(takes)];
    (all[at.current] ?? all.at(-1) ?? root).focus();
  });
}

import { type RefObject, useCallback, useEffect, useState } from "react";

/**
 * Keeps the focus near when what had it goes away with its item: call the answer with the item's place once it
 * is removed. The item in that place takes the focus, else the last one, else the list, which needs
 * `tabIndex={-1}`.
 *
 * @param selector finds in each item what may have the focus
 */
export function useFocusNeighbour(
  list: RefObject<HTMLElement | null>,
  selector: string,
): (at: number) => void {
  const [wanted, setWanted] = useState<{ at: number } | null>(null);
  useEffect(() => {
    if (!wanted || !list.current) return;
    const items = [...list.current.querySelectorAll<HTMLElement>(selector)];
    (items[wanted.at] ?? items.at(-1) ?? list.current).focus();
  }, [list, selector, wanted]);
  return useCallback((at: number) => setWanted({ at }), []);
}

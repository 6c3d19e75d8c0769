import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";

/** What an item's link needs to be reached by the arrow keys. */
export interface ItemHandle {
  "data-item": string;
  tabIndex: 0 | -1;
  onFocus: () => void;
  onClick: (event: MouseEvent) => void;
}

export interface ReviewKeys {
  /** The item is opened. */
  onOpen: (id: string) => void;
  /** With `range`: all between this one and the last that was chosen, too. */
  onChoose: (id: string, range: boolean) => void;
  /** Escape. */
  onLeave: () => void;
  /** A letter of an action. */
  onLetter: (letter: string, id: string) => void;
}

/**
 * One stop for the Tab key, and arrows within: left and right by one, up and down by a row as it stands on
 * the screen. Space chooses, Enter opens, letters act.
 */
export function useReviewKeys(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  { onOpen, onChoose, onLeave, onLetter }: ReviewKeys,
) {
  const isHydrated = useHydrated();
  const [current, setCurrent] = useState<string | null>(null);
  const stop = current !== null && ids.includes(current) ? current : ids[0];

  const onKeyDown = (event: KeyboardEvent) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-item]") : null;
    // A dialog's keys come this way too, and are its own.
    const isWithin = event.target instanceof Node && list.current?.contains(event.target);
    if (event.key === "Escape" && isWithin) onLeave();
    const id = link?.getAttribute("data-item");
    if (!link || !id || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = targetOf(event.key, list.current, link);
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === " ") {
      event.preventDefault();
      onChoose(id, event.shiftKey);
    } else if (/^([a-z]|Delete)$/.test(event.key)) onLetter(event.key, id);
  };

  const handleOf = (id: string): ItemHandle => ({
    "data-item": id,
    tabIndex: !isHydrated || id === stop ? 0 : -1,
    onFocus: () => setCurrent(id),
    onClick: (event) => {
      // With these keys a link goes where its picture is, in a window of its own.
      if (event.ctrlKey || event.metaKey || event.button !== 0) return;
      event.preventDefault();
      if (event.shiftKey) onChoose(id, true);
      else onOpen(id);
    },
  });
  return { onKeyDown, handleOf };
}

function targetOf(
  key: string,
  list: HTMLElement | null,
  from: HTMLElement,
): HTMLElement | undefined {
  const all = [...(list?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
  const at = all.indexOf(from);
  if (key === "ArrowRight") return all[at + 1] ?? all[at];
  if (key === "ArrowLeft") return all[at - 1] ?? all[at];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const { left, top } = from.getBoundingClientRect();
  const column = all.filter((one) => Math.abs(one.getBoundingClientRect().left - left) < 4);
  const beyond =
    key === "ArrowDown"
      ? column.find((one) => one.getBoundingClientRect().top > top + 4)
      : column.findLast((one) => one.getBoundingClientRect().top < top - 4);
  return beyond ?? (key === "ArrowDown" ? all.at(-1) : all[0]);
}

import { useState } from "react";

/**
 * Which of a list are chosen; what leaves the list is no longer.
 *
 * @param onChoose is told of each change that was asked for
 */
export function useChoice(ids: readonly string[], onChoose?: () => void) {
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const chosen = ids.filter((id) => wanted.has(id));

  /** Turns one over, or with `range` chooses all from the last one to this. */
  function choose(id: string, range: boolean) {
    const from = last === null ? -1 : ids.indexOf(last);
    const to = ids.indexOf(id);
    onChoose?.();
    setLast(id);
    setWanted((before) => {
      const next = new Set(before);
      if (range && from >= 0)
        for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
      else if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  function chooseThese(these: readonly string[]) {
    onChoose?.();
    setWanted(new Set(these));
  }

  return {
    chosen,
    choose,
    chooseAll: () => chooseThese(ids),
    chooseNone: () => chooseThese([]),
  };
}

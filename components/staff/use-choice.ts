import { useState } from "react";

/** Which of a list are chosen; what leaves the list is no longer. */
export function useChoice(ids: readonly string[]) {
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const chosen = ids.filter((id) => wanted.has(id));

  /** Turns one over, or with `range` chooses all from the last one to this. */
  function choose(id: string, range: boolean) {
    const from = last === null ? -1 : ids.indexOf(last);
    const to = ids.indexOf(id);
    setLast(id);
    setWanted((before) => {
      const next = new Set(before);
      if (range && from >= 0)
        for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
      else if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  return {
    chosen,
    choose,
    chooseAll: () => setWanted(new Set(ids)),
    chooseNone: () => setWanted(new Set()),
  };
}

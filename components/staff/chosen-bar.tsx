// At the foot of a list: how many of it are chosen, and what to do with them.
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { countInWords } from "@/components/words/quantities";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";
import type { CappedCount } from "@/lib/domain/media/schema";
import { filterFields, type ReviewView } from "./review-address";

/** `matching` is how many the choice stands for, when that is more than is shown. */
export function ChosenBar({
  label,
  chosen,
  shown,
  matching,
  onAll,
  onNone,
  children,
}: {
  label: string;
  chosen: number;
  shown: number;
  matching?: CappedCount | undefined;
  onAll: () => void;
  onNone: () => void;
  children: ReactNode;
}) {
  return (
    <fieldset
      aria-label={label}
      className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center gap-2 border-ink border-t-2 bg-card p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:mx-0 sm:bottom-3 sm:rounded-card sm:border-2"
    >
      <p role="status" className="min-w-24 flex-1 px-1 font-bold tabular-nums">
        {matching ? `All ${countInWords(matching)} that match` : `${chosen} of ${shown} chosen`}
      </p>
      <Button variant="quiet" disabled={chosen === shown} onClick={onAll}>
        All
      </Button>
      <Button variant="quiet" onClick={onNone}>
        None
      </Button>
      {children}
    </fieldset>
  );
}

/** Goes from the page to all that match the view, wherever they stand. */
export function AllThatMatch({
  view,
  onCounted,
}: {
  view: ReviewView;
  onCounted: (matching: CappedCount) => void;
}) {
  const [isBusy, setIsBusy] = useState(false);
  async function count() {
    setIsBusy(true);
    try {
      onCounted((await api.countMatching(filterFields(view))).matching);
    } catch (error) {
      toastError(error);
    }
    setIsBusy(false);
  }
  return (
    <Button busy={isBusy} onClick={() => void count()}>
      All that match
    </Button>
  );
}

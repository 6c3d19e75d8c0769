"use client";
// Which of the missing things may be shown: nobody is scolded for a field they have not come to yet.
import { useCallback, useMemo, useState } from "react";
import { valueAt } from "@/lib/client/draft-edits";
import { type DraftStepKey, stepOfField, whatIsMissing } from "@/lib/domain/draft/rules";
import type { DraftPatch } from "@/lib/domain/draft/schema";

export interface Complaints {
  /** Everything that is missing or wrong, by path, whether shown or not. */
  missing: Readonly<Record<string, string>>;
  /** What may be shown beside the fields now. */
  shown: Readonly<Record<string, string>>;
  /** From now on all that a step lacks is shown. */
  check: (step: DraftStepKey) => void;
  isChecked: (step: DraftStepKey) => boolean;
  /** A field was left: if something wrong stands in it, that is shown. */
  leave: (path: string) => void;
}

export function useComplaints(data: DraftPatch): Complaints {
  const [checked, setChecked] = useState<ReadonlySet<DraftStepKey>>(new Set());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const missing = useMemo(() => whatIsMissing(data), [data]);
  const shown = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(missing).filter(
          ([path]) =>
            checked.has(stepOfField(path)) || (left.has(path) && valueAt(data, path) !== undefined),
        ),
      ),
    [missing, checked, left, data],
  );
  const check = useCallback(
    (step: DraftStepKey) => setChecked((all) => new Set(all).add(step)),
    [],
  );
  const leave = useCallback((path: string) => setLeft((all) => new Set(all).add(path)), []);
  return { missing, shown, check, isChecked: (step) => checked.has(step), leave };
}

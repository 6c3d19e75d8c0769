"use client";
// Which step is open. The address says it, so that Back, reload and links work.
import { useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { DRAFT_STEPS, type DraftStepKey } from "@/lib/domain/draft/rules";

/**
 * The open step and the way to open another.
 *
 * @param resumeAt the index to open when the address names no step: where the captain left
 */
export function useWizardStep(resumeAt: number): [DraftStepKey, (key: DraftStepKey) => void] {
  const named = useSearchParams().get("step");
  const step =
    DRAFT_STEPS.find(({ key }) => key === named) ?? DRAFT_STEPS[resumeAt] ?? DRAFT_STEPS[0];
  const open = useCallback((key: DraftStepKey) => {
    // Next follows the browser's own history; no request is made.
    window.history.pushState(null, "", `?step=${key}`);
  }, []);
  return [step.key, open];
}

/** The place of a step among all. */
export function stepIndex(step: DraftStepKey): number {
  return DRAFT_STEPS.findIndex(({ key }) => key === step);
}

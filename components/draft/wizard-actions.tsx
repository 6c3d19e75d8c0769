"use client";
// The way on and back, and whether everything is saved.
import type { ReactNode } from "react";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";

export function WizardActions({
  indicator,
  onBack,
  onSkip,
}: {
  indicator: ReactNode;
  onBack?: () => void;
  /** Offered when something is missing and the captain has been told. */
  onSkip?: () => void;
}) {
  return (
    <ActionBar status={indicator}>
      {onBack && <Button onClick={onBack}>Back</Button>}
      {onSkip && (
        <Button variant="quiet" onClick={onSkip}>
          <span>
            Skip<span className="max-sm:sr-only"> for now</span>
          </span>
        </Button>
      )}
      <Button type="submit" variant="primary" className="flex-1 sm:flex-none">
        Continue
      </Button>
    </ActionBar>
  );
}

"use client";
// Puts the chosen findings right in one request, for one reason where it asks for one, and says what came of each.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { FINDINGS, type FindingKind } from "@/lib/domain/integrity/kinds";
import type { FindingView, FixOutcome, FixResult } from "@/lib/domain/integrity/schema";
import { ERRORS } from "@/lib/errors/catalogue";
import { ChosenBar } from "./chosen-bar";
import { FIX_ICONS } from "./fix-button";
import { ReasonButton } from "./reason-button";
import type { Report } from "./report-notice";

export function FixChosen({
  kind,
  chosen,
  of,
  onAll,
  onNone,
  onDone,
}: {
  kind: FindingKind;
  chosen: readonly FindingView[];
  /** How many stand on the page. */
  of: number;
  onAll: () => void;
  onNone: () => void;
  /** Takes the report, null when all was done. */
  onDone: (report: Report | null) => void;
}) {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const { fix, does, reason, admin } = FINDINGS[kind];

  async function run(words?: string): Promise<string> {
    const ids = chosen.map(({ id }) => id);
    const report = reportOf(kind, chosen, await api.fixFindings({ kind, ids, reason: words }));
    onDone(report.left.length > 0 ? report : null);
    return report.sentence;
  }

  async function runAtOnce() {
    setIsBusy(true);
    try {
      toastSuccess(await run());
      router.refresh();
    } catch (error) {
      toastError(error);
      if (isDecided(error)) router.refresh();
    }
    setIsBusy(false);
  }

  const what = `${chosen.length} chosen`;
  return (
    <ChosenBar
      label="Chosen findings"
      chosen={chosen.length}
      shown={of}
      onAll={onAll}
      onNone={onNone}
    >
      {reason ? (
        <ReasonButton
          talk={{
            label: fix,
            icon: FIX_ICONS[kind],
            title: `${fix}: ${what}`,
            asks: "Reason",
            missing: "Please give a reason.",
            done: "Done.",
            isFinal: admin,
          }}
          what={what}
          description={`Each of the ${chosen.length} by itself. ${does}`}
          run={run}
        />
      ) : (
        <Button
          icon={FIX_ICONS[kind]}
          busy={isBusy}
          aria-label={`${fix}: ${what}`}
          onClick={() => void runAtOnce()}
        >
          {fix}
        </Button>
      )}
    </ChosenBar>
  );
}

const OUTCOMES: Record<FixOutcome, string> = {
  fixed: "done",
  settled: "with nothing left to do",
  unchanged: "as before",
};

function reportOf(
  kind: FindingKind,
  chosen: readonly FindingView[],
  { done, failed }: FixResult,
): Report {
  const nameOf = new Map(chosen.map(({ id, facts, subject }) => [id, facts.key ?? subject]));
  const { says } = FINDINGS[kind];
  const counts = (Object.keys(OUTCOMES) as FixOutcome[]).flatMap((outcome) => {
    const count = done.filter((one) => one.outcome === outcome).length;
    return count > 0 ? [`${count} ${OUTCOMES[outcome]}`] : [];
  });
  if (failed.length > 0) counts.push(`${failed.length} refused`);
  const left = [
    ...failed.map(({ id, error }) => ({ id, why: ERRORS[error].toast })),
    ...done.flatMap(({ id, outcome }) =>
      outcome === "unchanged" ? [{ id, why: says.unchanged }] : [],
    ),
  ];
  return {
    sentence: `${counts.join(", ")}.`,
    left: left.map((one) => ({ ...one, what: nameOf.get(one.id) ?? one.id })),
  };
}

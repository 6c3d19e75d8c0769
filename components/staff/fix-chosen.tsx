"use client";
// Puts the chosen findings right in one request, for one reason where it asks for one, and says what came of each.
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { api } from "@/lib/client/api";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { FINDINGS, type FindingKind } from "@/lib/domain/integrity/kinds";
import type { FindingView, FixOutcome, FixResult } from "@/lib/domain/integrity/schema";
import { ERRORS } from "@/lib/errors/catalogue";
import { FIX_ICONS } from "./fix-button";
import { ReasonButton } from "./reason-button";

/** What was asked, and why some of it did not happen. */
export interface FixReport {
  sentence: string;
  left: { id: string; what: string; why: string }[];
}

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
  onDone: (report: FixReport | null) => void;
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
    <fieldset
      aria-label="Chosen findings"
      className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center gap-2 border-ink border-t-2 bg-card p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:mx-0 sm:bottom-3 sm:rounded-card sm:border-2"
    >
      <p role="status" className="min-w-24 flex-1 px-1 font-bold tabular-nums">
        {chosen.length} of {of} chosen
      </p>
      <Button variant="quiet" disabled={chosen.length === of} onClick={onAll}>
        All
      </Button>
      <Button variant="quiet" onClick={onNone}>
        None
      </Button>
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
    </fieldset>
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
): FixReport {
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

export function FixReportNotice({
  report: { sentence, left },
  onClose,
}: {
  report: FixReport;
  onClose: () => void;
}) {
  return (
    <Notice
      tone="warn"
      live
      title={sentence}
      action={<IconButton label="Close the report" icon={<X aria-hidden />} onClick={onClose} />}
    >
      <ul className="list-disc pl-5">
        {left.map(({ id, what, why }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <span className="font-mono">{what}</span>: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

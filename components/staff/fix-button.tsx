"use client";
// Puts one finding right, after the words that its kind asks for, and says what was done.
import { RefreshCw, Trash2, Wrench } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { FINDINGS, type FindingKind } from "@/lib/domain/integrity/kinds";
import type { FindingView, FixOutcome } from "@/lib/domain/integrity/schema";
import { AppError } from "@/lib/errors/app-error";
import { ReasonButton } from "./reason-button";

export const FIX_ICONS: Record<FindingKind, ReactNode> = {
  missing: <RefreshCw aria-hidden />,
  damaged: <Wrench aria-hidden />,
  stray: <Trash2 aria-hidden />,
  link: <Wrench aria-hidden />,
};

export function FixButton({ finding }: { finding: FindingView }) {
  const { kind, subject, facts } = finding;
  const name = facts.key ?? subject;
  const { fix, does, says, reason, admin } = FINDINGS[kind];
  if (!reason) return <FixAtOnce finding={finding} />;
  return (
    <ReasonButton
      talk={{
        label: fix,
        icon: FIX_ICONS[kind],
        title: fix,
        asks: "Reason",
        missing: "Please give a reason.",
        done: says.fixed,
        isFinal: admin,
      }}
      what={name}
      description={`${name}. ${does}`}
      run={async (words) => says[await fixOne(finding, words)]}
    />
  );
}

/** What was done with it; refused, as it is alone. */
async function fixOne({ id, kind }: FindingView, reason?: string): Promise<FixOutcome> {
  const { done, failed } = await api.fixFindings({ kind, ids: [id], reason });
  return done[0]?.outcome ?? Promise.reject(new AppError(failed[0]?.error ?? "not_found"));
}

function FixAtOnce({ finding }: { finding: FindingView }) {
  const { kind, subject, facts } = finding;
  const router = useRouter();
  const { fix, says } = FINDINGS[kind];
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState("");

  async function look() {
    setIsBusy(true);
    setSaid("");
    try {
      const outcome = await fixOne(finding);
      if (outcome === "unchanged") setSaid(says.unchanged);
      else {
        toastSuccess(says[outcome]);
        router.refresh();
      }
    } catch (error) {
      toastError(error);
      if (isDecided(error)) router.refresh();
    }
    setIsBusy(false);
  }

  return (
    <div className="grid gap-2 md:max-w-64">
      <Button
        className="justify-self-start md:justify-self-end"
        icon={FIX_ICONS[kind]}
        busy={isBusy}
        aria-label={`${fix}: ${facts.key ?? subject}`}
        onClick={() => void look()}
      >
        {fix}
      </Button>
      <p role="status" className="text-sm empty:hidden">
        {said}
      </p>
    </div>
  );
}

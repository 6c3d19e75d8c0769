"use client";
// Puts one finding right, after the words that its kind asks for, and says what was done.
import { RefreshCw, Trash2, Wrench } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { toastError, toastSuccess } from "@/lib/client/toast";
import { FINDINGS, type FindingKind } from "@/lib/domain/integrity/kinds";
import type { FindingView } from "@/lib/domain/integrity/schema";
import { ReasonButton } from "./reason-button";

const ICONS: Record<FindingKind, ReactNode> = {
  missing: <RefreshCw aria-hidden />,
  damaged: <Wrench aria-hidden />,
  stray: <Trash2 aria-hidden />,
  link: <Wrench aria-hidden />,
};

export function FixButton({ finding }: { finding: FindingView }) {
  const { id, kind, subject, facts } = finding;
  const name = facts.key ?? subject;
  const { fix, does, says, reason } = FINDINGS[kind];
  if (!reason) return <FixAtOnce finding={finding} />;
  return (
    <ReasonButton
      talk={{
        label: fix,
        icon: ICONS[kind],
        title: fix,
        asks: "Reason",
        missing: "Please give a reason.",
        done: says.fixed,
      }}
      what={name}
      description={`${name}. ${does}`}
      run={async (words) => says[(await api.fixFinding(id, words)).outcome]}
    />
  );
}

function FixAtOnce({ finding: { id, kind, subject, facts } }: { finding: FindingView }) {
  const router = useRouter();
  const { fix, says } = FINDINGS[kind];
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState("");

  async function look() {
    setIsBusy(true);
    setSaid("");
    try {
      const { outcome } = await api.fixFinding(id);
      if (outcome === "unchanged") setSaid(says.unchanged);
      else {
        toastSuccess(says[outcome]);
        router.refresh();
      }
    } catch (error) {
      toastError(error);
      router.refresh();
    }
    setIsBusy(false);
  }

  return (
    <div className="grid gap-2 md:max-w-64">
      <Button
        className="justify-self-start md:justify-self-end"
        icon={ICONS[kind]}
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

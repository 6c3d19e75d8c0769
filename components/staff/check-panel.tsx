"use client";
// How the comparison of rows and store stands: what the last one found and how long ago, or how far the one is that is
// under way, which goes on while this is shown.
import { ScanSearch } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { ageInWords } from "@/components/words/quantities";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";
import type { ChecksView, PassView } from "@/lib/domain/integrity/schema";
import type { AppError } from "@/lib/errors/app-error";
import { HowItGoesOn } from "./how-it-goes-on";
import { useDriven } from "./use-driven";

export function CheckPanel({ read }: { read: ChecksView }) {
  const router = useRouter();
  const [seen, setSeen] = useState(read);
  const [checks, setChecks] = useState(read);
  const [trouble, setTrouble] = useState<AppError>();
  const [isBusy, setIsBusy] = useState(false);
  const [hasEnded, setHasEnded] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place, "button", "button");
  // The page was read anew.
  if (seen !== read) {
    setSeen(read);
    setChecks(read);
  }
  const { pass, last } = checks;
  const isRunning = pass?.state === "running";
  const end = pass ? endOf(pass) : NOTHING;

  const { goOn } = useDriven<ChecksView>(pass?.begunAt ?? "", isRunning, {
    advance: api.runCheck,
    isOver: (news) => news.pass?.state !== "running",
    onNews: (news) => {
      setTrouble(undefined);
      setChecks(news);
      if (news.pass?.state === "running") return;
      setHasEnded(true);
      router.refresh();
    },
    onTrouble: setTrouble,
  });

  async function press(ask: () => Promise<ChecksView>) {
    setIsBusy(true);
    setTrouble(undefined);
    setHasEnded(false);
    try {
      setChecks(await ask());
      router.refresh();
    } catch (error) {
      toastError(error);
    }
    setIsBusy(false);
  }

  const state =
    pass && isRunning ? (
      <Notice
        tone="info"
        title="A check is under way"
        action={
          <Button busy={isBusy} onClick={() => void press(api.cancelCheck)}>
            Stop
          </Button>
        }
      >
        <UnderWay pass={pass} />
        <HowItGoesOn
          trouble={trouble}
          onGoOn={() => {
            setTrouble(undefined);
            goOn();
          }}
        />
      </Notice>
    ) : (
      <Notice
        {...end}
        action={
          <Button
            variant="primary"
            busy={isBusy}
            icon={<ScanSearch aria-hidden />}
            onClick={() => void press(api.startCheck)}
          >
            Check now
          </Button>
        }
      >
        {pass ? (
          <Result pass={pass} />
        ) : (
          <p>A check compares every row with its files, and every file with its row.</p>
        )}
        {last && (
          <p className="text-ink-soft text-sm">
            The last one that came to its end did so {ageInWords(last.ageSeconds)}.
          </p>
        )}
      </Notice>
    );
  return (
    <div ref={place} tabIndex={-1}>
      {state}
      <p role="status" className="sr-only">
        {hasEnded && !isRunning && end.title}
      </p>
    </div>
  );
}

const NOTHING = { tone: "info", title: "Nothing was checked yet" } as const;
const number = new Intl.NumberFormat("en");

function endOf({ state, sums, ageSeconds }: PassView) {
  const age = ageInWords(ageSeconds);
  if (state !== "done")
    return { tone: "warn", title: `The last check was stopped ${age}` } as const;
  const faults = sums.missing + sums.damaged + sums.links + sums.quarantined + sums.failed;
  return { tone: faults > 0 ? "warn" : "good", title: `The last check ended ${age}` } as const;
}

function UnderWay({ pass: { looked, total } }: { pass: PassView }) {
  return (
    <>
      <Progress
        label="Rows compared with the store"
        value={Math.min(looked.rows, total)}
        max={Math.max(1, total)}
        className="my-2"
      />
      <p role="status" className="tabular-nums">
        {number.format(looked.rows)} of {number.format(total)} rows, {number.format(looked.store)}{" "}
        files and {number.format(looked.videos)} video links looked at.
      </p>
    </>
  );
}

const FOUND = [
  ["missing", "newly missing"],
  ["damaged", "newly damaged"],
  ["quarantined", "newly without a row"],
  ["links", "video links newly wrong"],
  ["found", "back again"],
  ["deleted", "without a row deleted"],
] as const;

function Result({ pass: { looked, sums } }: { pass: PassView }) {
  const found = FOUND.filter(([name]) => sums[name] > 0);
  const words = found.map(([name, what]) => `${number.format(sums[name])} ${what}`).join(", ");
  return (
    <>
      <p className="tabular-nums">
        {number.format(looked.rows)} rows, {number.format(looked.store)} files and{" "}
        {number.format(looked.videos)} video links looked at: {words || "nothing new"}.
      </p>
      {sums.failed > 0 && (
        <p className="text-sm">
          {number.format(sums.failed)} times the store gave no answer; the next check looks again.
        </p>
      )}
    </>
  );
}

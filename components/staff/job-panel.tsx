"use client";
// What is being done to all that matched: how far it is, what could not be done, and a way to stop it. While
// it is shown it goes on: each request does a few seconds of it.
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { countInWords } from "@/components/words/quantities";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";
import { MEDIA_ACTIONS } from "@/lib/domain/staff/kinds";
import type { StaffJobView } from "@/lib/domain/staff/schema";
import type { AppError } from "@/lib/errors/app-error";
import { ERRORS } from "@/lib/errors/catalogue";
import { HowItGoesOn } from "./how-it-goes-on";
import { useDriven } from "./use-driven";

export function JobPanel({ started }: { started: StaffJobView }) {
  const router = useRouter();
  const [job, setJob] = useState(started);
  const [trouble, setTrouble] = useState<AppError>();
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = job.state === "running";
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place, "button", "button");
  const { label, done: doneWords } = MEDIA_ACTIONS[job.action];

  const { goOn } = useDriven(job.id, isRunning, {
    advance: () => api.runJob(job.id),
    isOver: ({ job }) => job.state !== "running",
    onNews: ({ job }) => {
      setTrouble(undefined);
      setJob(job);
      if (job.state !== "running") router.refresh();
    },
    onTrouble: (error) => {
      setTrouble(error);
      // It was put away elsewhere: what is there now is shown instead.
      if (error.code === "not_found") router.refresh();
    },
  });

  async function press(ask: () => Promise<unknown>) {
    setIsBusy(true);
    try {
      await ask();
      router.refresh();
    } catch (error) {
      toastError(error);
    }
    setIsBusy(false);
  }

  const refused = job.failed.reduce((sum, { count }) => sum + count, 0);
  const looked = job.done + refused;
  return (
    <div ref={place} tabIndex={-1}>
      <Notice
        tone={isRunning ? "info" : refused > 0 || job.state === "cancelled" ? "warn" : "good"}
        title={`${label}: ${TITLES[job.state]}`}
        action={
          isRunning ? (
            <Button
              busy={isBusy}
              onClick={() => void press(async () => setJob((await api.cancelJob(job.id)).job))}
            >
              Stop
            </Button>
          ) : (
            <Button busy={isBusy} onClick={() => void press(() => api.forgetJob(job.id))}>
              Put away
            </Button>
          )
        }
      >
        {isRunning && (
          <Progress
            label={`${label}, all that match`}
            {...(!job.total.capped && { value: looked, max: Math.max(1, job.total.value) })}
            className="my-2"
          />
        )}
        <p role="status" className="tabular-nums">
          {number.format(looked)} of {countInWords(job.total)} looked at, {number.format(job.done)}{" "}
          {doneWords}.
        </p>
        {job.failed.length > 0 && (
          <ul className="list-disc pl-5">
            {job.failed.map(({ error, count }) => (
              <li key={error}>
                {number.format(count)} not: {ERRORS[error].toast}
              </li>
            ))}
          </ul>
        )}
        {isRunning && (
          <HowItGoesOn
            trouble={trouble}
            onGoOn={() => {
              setTrouble(undefined);
              goOn();
            }}
          />
        )}
      </Notice>
    </div>
  );
}

const TITLES: Record<StaffJobView["state"], string> = {
  running: "under way",
  done: "finished",
  cancelled: "stopped",
};
const number = new Intl.NumberFormat("en");

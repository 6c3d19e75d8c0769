"use client";
// Has one captain's video tried again, or stops the work on it, with a reason.
import { Ban, RotateCcw } from "lucide-react";
import { api } from "@/lib/client/api";
import type { StaffVideoView } from "@/lib/domain/video/schema";
import { ReasonButton } from "./reason-button";

const ACTIONS = {
  retry: {
    label: "Try again",
    icon: <RotateCcw aria-hidden />,
    title: "Try this video again",
    lead: "It goes to the end of the queue, with all its attempts.",
    asks: "Why it may work now",
    missing: "Please give a reason.",
    done: "The video is in the queue.",
    run: api.retryVideoForCaptain,
  },
  cancel: {
    label: "Stop it",
    icon: <Ban aria-hidden />,
    title: "Stop this video",
    lead: "It won't be shown until somebody has it tried again. Its captain reads your reason.",
    asks: "Reason, for its captain to read",
    missing: "Please give a reason.",
    done: "The video is stopped.",
    run: api.cancelVideo,
  },
} as const;

export function VideoAction({
  action,
  video: { id, fileName, owner },
}: {
  action: keyof typeof ACTIONS;
  video: StaffVideoView;
}) {
  const talk = ACTIONS[action];
  const what = `${fileName ?? "the video"} of ${owner.name}`;
  return (
    <ReasonButton
      talk={talk}
      what={what}
      description={`${what}. ${talk.lead}`}
      run={(words) => talk.run(id, words)}
    />
  );
}

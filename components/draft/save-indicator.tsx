"use client";
// Whether what was typed is safe, always in sight; read out only when it changes to something worth knowing.
import { Check, CircleAlert, CloudOff, LoaderCircle, PencilLine } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { SignInLink } from "@/components/site/sign-in-link";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { type DraftState, isClosed } from "@/lib/client/draft-state";
import { explain } from "@/lib/client/toast";

interface Words {
  icon: ReactNode;
  text: string;
  action?: ReactNode;
}

const OPENING: Words = {
  icon: <LoaderCircle aria-hidden className="animate-turn" />,
  text: "Opening…",
};

export function SaveIndicator({ state, onRetry }: { state: DraftState; onRetry: () => void }) {
  const isAlive = useHydrated();
  const { icon, text, action } = isAlive ? wordsFor(state, onRetry) : OPENING;
  const isWorthSaying = isAlive && state.status !== "unsaved" && state.status !== "saving";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="flex items-center gap-1.5 [&_svg]:size-4.5 [&_svg]:shrink-0">
        {icon}
        {text}
      </span>
      {action}
      <span role="status" className="sr-only">
        {isWorthSaying && text}
      </span>
    </div>
  );
}

function wordsFor(state: DraftState, onRetry: () => void): Words {
  const alarm = <CircleAlert aria-hidden className="text-bad" />;
  switch (state.status) {
    case "saved":
      return { icon: <Check aria-hidden className="text-good" />, text: "Saved" };
    case "unsaved":
      return { icon: <PencilLine aria-hidden />, text: "Not saved yet" };
    case "saving":
      return { icon: <LoaderCircle aria-hidden className="animate-turn" />, text: "Saving…" };
    case "waiting":
      return {
        icon: <CloudOff aria-hidden className="text-warn" />,
        text: `${state.refusal?.code === "offline" ? "Offline." : "Not saved yet."} ${
          state.isKept
            ? "Kept on this device, we keep trying."
            : "This device has no room for it: keep this page open."
        }`,
      };
    case "conflict":
      return { icon: alarm, text: "Changed somewhere else. Please choose." };
    case "stopped":
      return { icon: alarm, ...wordsForRefusal(state, onRetry) };
  }
}

function wordsForRefusal(state: DraftState, onRetry: () => void): Omit<Words, "icon"> {
  if (state.refusal?.code === "unauthorized")
    return {
      text: state.isKept
        ? "You are signed out. What you typed is kept on this device."
        : "You are signed out, and this device has no room for what you typed. Sign in in another tab.",
      action: state.isKept && <SignInLink />,
    };
  const text = explain(state.refusal).toast;
  if (isClosed(state))
    return {
      text,
      action: (
        <Link href="/captain" className="font-bold underline">
          Your charters
        </Link>
      ),
    };
  return { text, action: <Button onClick={onRetry}>Try again</Button> };
}

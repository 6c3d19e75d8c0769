"use client";
// Closes one report, with words about what was done.
import { Check } from "lucide-react";
import { api } from "@/lib/client/api";
import type { ProblemView } from "@/lib/domain/problem/schema";
import { ReasonButton } from "./reason-button";

const TALK = {
  // Not "Close": the dialog itself has a button of that name, which closes nothing but the dialog.
  label: "Close report",
  icon: <Check aria-hidden />,
  title: "Close this report",
  asks: "What was done about it",
  missing: "Please say what was done.",
  done: "The report is closed.",
};

export function CloseProblem({ problem: { id, words, reporter } }: { problem: ProblemView }) {
  return (
    <ReasonButton
      talk={TALK}
      what={`${reporter.name}, ${words.slice(0, 60)}`}
      description={`Of ${reporter.name}. Closing it sends nothing: answer them first.`}
      run={(done) => api.closeProblem(id, done)}
    />
  );
}

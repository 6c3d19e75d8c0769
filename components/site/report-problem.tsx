"use client";
// The way to tell us that something went wrong, at the bottom of every page of who is signed in. The form
// itself is loaded when somebody asks for it; what they wrote stays until it is sent.
import { MessageCircleWarning } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { keepTrying } from "@/lib/client/keep-trying";
import {
  askForProblem,
  closeProblemForm,
  problemAsked,
  problemFormStands,
} from "@/lib/client/problem-form";
import { randomId } from "@/lib/client/random-id";

const ProblemDialog = dynamic(() =>
  keepTrying(() => import("./problem-dialog").then((file) => file.ProblemDialog)),
);
const nothing = () => null;

export function ReportProblem() {
  const asked = useSyncExternalStore(problemAsked.subscribe, problemAsked.get, nothing);
  // Other words are another report; the same ones, sent again, are not.
  const [report, setReport] = useState({ words: "", key: "" });
  const write = (words: string) => setReport({ words, key: randomId() });
  useEffect(problemFormStands, []);
  return (
    <>
      <Button
        variant="quiet"
        className="max-sm:-ml-4"
        icon={<MessageCircleWarning aria-hidden />}
        onClick={() => askForProblem()}
      >
        Report a problem
      </Button>
      {asked && (
        <ProblemDialog
          requestId={asked.requestId}
          report={report}
          onWrite={write}
          onClose={closeProblemForm}
        />
      )}
    </>
  );
}

"use client";
// What stands where a page failed: the catalogue's words, the way to try again, and the id support asks for.
import { LifeBuoy, MessageCircleWarning, RotateCw } from "lucide-react";
import { useSyncExternalStore, useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { askForProblem, canReport } from "@/lib/client/problem-form";
import { ERRORS, isErrorCode } from "@/lib/errors/catalogue";

const no = () => false;

export function ErrorPlate({ error, retry }: { error: unknown; retry: () => void }) {
  const [trying, startTrying] = useTransition();
  const mayReport = useSyncExternalStore(canReport.subscribe, canReport.get, no);
  const { code, requestId } = readDigest(error);
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6 sm:py-16">
      <EmptyState
        as="h1"
        icon={<LifeBuoy />}
        title="We ran aground"
        action={
          <>
            <Button
              variant="primary"
              busy={trying}
              icon={<RotateCw aria-hidden />}
              onClick={() => startTrying(retry)}
            >
              Try again
            </Button>
            <ButtonLink href="/">Start page</ButtonLink>
            {mayReport && (
              <Button
                variant="quiet"
                icon={<MessageCircleWarning aria-hidden />}
                onClick={() => askForProblem(requestId)}
              >
                Report a problem
              </Button>
            )}
          </>
        }
      >
        <p role="alert">{ERRORS[code].toast} Nothing you saved is lost.</p>
        {requestId && (
          <p className="mt-3 text-sm">
            If it keeps happening, tell us this number: <br />
            <code className="break-all font-mono text-ink text-xs">{requestId}</code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}

/** The pages' door leaves "<code>:<request id>"; failures elsewhere carry a digest of Next's own, or none. */
function readDigest(error: unknown) {
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "";
  const [code, requestId] = digest.split(":");
  return isErrorCode(code)
    ? { code, requestId }
    : { code: "internal" as const, requestId: digest || undefined };
}

"use client";
// What holds up photos on their way, in one place for all of them, with what the captain can do about it.
import { SignInLink } from "@/components/site/sign-in-link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { UploadQueue } from "@/lib/client/upload-queue";
import { countUnderWay, retryable, type UploadsState } from "@/lib/client/uploads-state";

export function UploadTrouble({
  uploads,
  queue,
}: {
  uploads: UploadsState;
  queue: UploadQueue | null;
}) {
  const failed = retryable(uploads).length;
  const isWaiting = countUnderWay(uploads) > 0;
  return (
    <>
      {isWaiting && uploads.hold === "signed_out" && (
        <Notice tone="warn" live action={<SignInLink />}>
          You are signed out. Your photos wait on this page and go on when you are back.
        </Notice>
      )}
      {isWaiting && uploads.hold === "offline" && (
        <Notice tone="warn" live>
          You are offline. Your photos go on by themselves when you are back; keep this page open.
        </Notice>
      )}
      {failed > 1 && (
        <Notice
          tone="bad"
          action={<Button onClick={() => queue?.retryAll()}>Try all again</Button>}
        >
          {failed} photos did not arrive.
        </Notice>
      )}
    </>
  );
}

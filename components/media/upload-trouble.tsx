"use client";
// What holds up photos on their way, in one place for all of them, with what the captain can do about it. Read
// aloud by upload-voice.tsx.
import { SignInLink } from "@/components/site/sign-in-link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { UploadQueue } from "@/lib/client/upload-queue";
import { countUnderWay, retryable, type UploadsState, undecided } from "@/lib/client/uploads-state";
import { clockInWords, photosInWords } from "./upload-words";

export function UploadTrouble({
  uploads,
  queue,
}: {
  uploads: UploadsState;
  queue: UploadQueue | null;
}) {
  const failed = retryable(uploads).length;
  const twins = undecided(uploads);
  const ids = twins.map(({ id }) => id);
  const unkept = uploads.uploads.filter(({ isKept }) => !isKept).length;
  return (
    <>
      {countUnderWay(uploads) > 0 && <HeldUp uploads={uploads} areKept={unkept === 0} />}
      {unkept > 0 && (
        <Notice tone="warn" live>
          {photosInWords(unkept)} could not be kept on this device. Leave this page open until{" "}
          {unkept === 1 ? "it is" : "they are"} here.
        </Notice>
      )}
      {twins.length > 1 && (
        <Notice
          tone="warn"
          action={
            <>
              <Button onClick={() => queue?.choose(ids, "use")}>Use the ones you have</Button>
              <Button onClick={() => queue?.choose(ids, "keep")}>Keep both of each</Button>
            </>
          }
        >
          You have {twins.length} of these photos already.
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

function HeldUp({ uploads: { hold }, areKept }: { uploads: UploadsState; areKept: boolean }) {
  if (hold?.why === "signed_out")
    return (
      <Notice tone="warn" action={<SignInLink />}>
        You are signed out. Your photos wait here and go on when you are back.
      </Notice>
    );
  if (hold?.why === "offline")
    return (
      <Notice tone="warn">
        You are offline. Your photos go on by themselves when you are back
        {areKept ? ", even if you close this page and open it again." : "; keep this page open."}
      </Notice>
    );
  if (hold?.why === "limit" && hold.until !== null)
    return (
      <Notice tone="warn">
        That was a lot at once. Your photos take a short break and go on by themselves at{" "}
        {clockInWords(hold.until)}.
      </Notice>
    );
  return null;
}

"use client";
// What holds up all videos of a draft, in words.
import { SignInLink } from "@/components/site/sign-in-link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { explain } from "@/lib/client/toast";
import { clockInWords } from "./upload-words";
import type { VideoDesk } from "./use-draft-videos";
import { videosInWords } from "./video-words";

export function VideoTrouble({ videos: { uploads, here, server } }: { videos: VideoDesk }) {
  const isHeld = uploads.uploads.some(({ phase }) => phase !== "choosing" && phase !== "failed");
  const unkept = uploads.uploads.filter(({ isKept }) => !isKept).length;
  const why = isHeld ? uploads.hold?.why : undefined;
  const until = uploads.hold?.until ?? null;
  return (
    <>
      {why === "signed_out" && (
        <Notice tone="warn" live action={<SignInLink />}>
          You are signed out. Your videos wait here and go on when you are back.
        </Notice>
      )}
      {why === "offline" && (
        <Notice tone="warn" live>
          You are offline. Your videos go on by themselves when you are back
          {unkept === 0
            ? ", even if you close this page and open it again."
            : "; keep this page open."}
        </Notice>
      )}
      {why === "limit" && until !== null && (
        <Notice tone="warn" live>
          That was a lot at once. Your videos take a short break and go on by themselves at{" "}
          {clockInWords(until)}.
        </Notice>
      )}
      {unkept > 0 && (
        <Notice tone="warn" live>
          {videosInWords(unkept)} could not be kept on this device. Leave this page open until{" "}
          {unkept === 1 ? "it is" : "they are"} here.
        </Notice>
      )}
      {here.failure && (
        <Notice
          tone="bad"
          live
          action={
            here.failure.code === "unauthorized" ? (
              <SignInLink />
            ) : (
              here.failure.code !== "not_found" && (
                <Button onClick={() => void server.load()}>Try again</Button>
              )
            )
          }
        >
          {here.failure.code === "not_found"
            ? "This draft is not there any more. It may have been submitted or deleted elsewhere."
            : explain(here.failure).toast}
        </Notice>
      )}
    </>
  );
}

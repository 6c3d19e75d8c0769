"use client";
// What will go online, exactly, and what is still missing; then the one button that does it.
import type { ReactNode } from "react";
import type { PhotoDesk } from "@/components/media/use-draft-photos";
import type { VideoDesk } from "@/components/media/use-draft-videos";
import { videosInWords } from "@/components/media/video-words";
import { SignInLink } from "@/components/site/sign-in-link";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Autosave } from "@/lib/client/autosave";
import type { DraftState } from "@/lib/client/draft-state";
import { explain } from "@/lib/client/toast";
import { countUnderWay, retryable, undecided } from "@/lib/client/uploads-state";
import { countVideosUnderWay } from "@/lib/client/videos-state";
import type { DraftStepKey } from "@/lib/domain/draft/rules";
import { AppError } from "@/lib/errors/app-error";
import { MissingList } from "./missing-list";
import { ReviewFacts, ReviewPart } from "./review-facts";
import { ReviewMedia } from "./review-media";
import { useReview } from "./use-review";
import { useSubmit } from "./use-submit";

export function ReviewStep({
  autosave,
  state,
  photos,
  videos,
  indicator,
  onOpenField,
  onOpenStep,
}: {
  autosave: Autosave;
  state: DraftState;
  photos: PhotoDesk;
  videos: VideoDesk;
  indicator: ReactNode;
  onOpenField: (path: string) => void;
  onOpenStep: (step: DraftStepKey) => void;
}) {
  const { review, failure, load } = useReview(autosave, state, photos, videos);
  const { submit, busy } = useSubmit({
    autosave,
    photos,
    onRefused: load,
    onOpenField,
    onOpenStep,
  });
  const photosUnderWay = countUnderWay(photos.uploads);
  const videosUnderWay = countVideosUnderWay(videos.uploads);
  const isUnderWay = photosUnderWay + videosUnderWay > 0;
  const failed = retryable(photos.uploads).length;
  const undecidedPhotos = undecided(photos.uploads).length;
  const unsent = videos.uploads.uploads.length - videosUnderWay;
  const isEdit = state.draft.editsCharterId !== null;

  return (
    <>
      <div className="grid gap-6" aria-busy={!review && !failure}>
        {failure !== null && (
          <Notice
            tone="bad"
            live
            action={
              failure instanceof AppError && failure.code === "unauthorized" ? (
                <SignInLink />
              ) : (
                <Button onClick={load}>Try again</Button>
              )
            }
          >
            {explain(failure).toast}
          </Notice>
        )}
        {failed > 0 && (
          <Notice
            tone="warn"
            live
            action={<Button onClick={() => onOpenStep("media")}>Go to your photos</Button>}
          >
            {failed === 1 ? "One photo" : `${failed} photos`} did not arrive and will not be on your
            page.
          </Notice>
        )}
        {undecidedPhotos > 0 && (
          <Notice
            tone="warn"
            live
            action={<Button onClick={() => onOpenStep("media")}>Go to your photos</Button>}
          >
            {undecidedPhotos === 1 ? "One photo waits" : `${undecidedPhotos} photos wait`} for your
            choice, because you have {undecidedPhotos === 1 ? "it" : "them"} already. Without it{" "}
            {undecidedPhotos === 1 ? "it" : "they"} will not be on your page.
          </Notice>
        )}
        {unsent > 0 && (
          <Notice
            tone="warn"
            live
            action={<Button onClick={() => onOpenStep("media")}>Go to your videos</Button>}
          >
            {videosInWords(unsent)} {unsent === 1 ? "was" : "were"} not sent and will not be on your
            page.
          </Notice>
        )}
        {!review && failure === null && <Loading />}
        {review && (
          <>
            <MissingList review={review} onOpenField={onOpenField} onOpenStep={onOpenStep} />
            <ReviewPart title="Photos & videos" step="media" onOpen={onOpenStep}>
              <ReviewMedia review={review} />
            </ReviewPart>
            <ReviewFacts data={state.data} onOpenStep={onOpenStep} />
          </>
        )}
      </div>
      <ActionBar
        status={
          isUnderWay ? <Underway photos={photosUnderWay} videos={videosUnderWay} /> : indicator
        }
      >
        <Button onClick={() => onOpenStep("media")}>Back</Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={isUnderWay}
          onClick={submit}
          className="flex-1 sm:flex-none"
        >
          {isEdit ? "Update charter" : "Submit charter"}
        </Button>
      </ActionBar>
    </>
  );
}

function Underway({ photos, videos }: { photos: number; videos: number }) {
  const what = [
    ...(photos > 0 ? [photos === 1 ? "One photo" : `${photos} photos`] : []),
    ...(videos > 0 ? [videos === 1 ? "One video" : `${videos} videos`] : []),
  ].join(" and ");
  return (
    <span role="status">
      {what} {photos + videos === 1 ? "is" : "are"} still on the way. You can submit in a moment.
    </span>
  );
}

function Loading() {
  return (
    <>
      <span role="status" className="sr-only">
        Loading the review
      </span>
      <Skeleton className="h-64 w-full" />
      <Skeleton className="h-40 w-full" />
    </>
  );
}

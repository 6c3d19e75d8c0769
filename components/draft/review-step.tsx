"use client";
// What will go online, exactly, and what is still missing; then the one button that does it.
import type { ReactNode } from "react";
import type { PhotoDesk } from "@/components/media/use-draft-photos";
import { SignInLink } from "@/components/site/sign-in-link";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Autosave } from "@/lib/client/autosave";
import type { DraftState } from "@/lib/client/draft-state";
import { explain } from "@/lib/client/toast";
import { countUnderWay, retryable } from "@/lib/client/uploads-state";
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
  indicator,
  onOpenField,
  onOpenStep,
}: {
  autosave: Autosave;
  state: DraftState;
  photos: PhotoDesk;
  indicator: ReactNode;
  onOpenField: (path: string) => void;
  onOpenStep: (step: DraftStepKey) => void;
}) {
  const { review, failure, load } = useReview(autosave, state, photos);
  const { submit, busy } = useSubmit({
    autosave,
    photos,
    onRefused: load,
    onOpenField,
    onOpenStep,
  });
  const underWay = countUnderWay(photos.uploads);
  const failed = retryable(photos.uploads).length;
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
        {!review && failure === null && <Loading />}
        {review && (
          <>
            <MissingList review={review} onOpenField={onOpenField} onOpenStep={onOpenStep} />
            <ReviewPart title="Photos and videos" step="media" onOpen={onOpenStep}>
              <ReviewMedia review={review} />
            </ReviewPart>
            <ReviewFacts data={state.data} onOpenStep={onOpenStep} />
          </>
        )}
      </div>
      <ActionBar status={underWay > 0 ? <Underway count={underWay} /> : indicator}>
        <Button onClick={() => onOpenStep("media")}>Back</Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={underWay > 0}
          onClick={submit}
          className="flex-1 sm:flex-none"
        >
          {isEdit ? "Update charter" : "Submit charter"}
        </Button>
      </ActionBar>
    </>
  );
}

function Underway({ count }: { count: number }) {
  return (
    <span role="status">
      {count === 1 ? "One photo is" : `${count} photos are`} still on the way. You can submit in a
      moment.
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

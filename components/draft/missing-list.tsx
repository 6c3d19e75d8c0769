"use client";
// What stands between a draft and its charter, each with the way to it.
import { Notice } from "@/components/ui/notice";
import { DRAFT_STEPS, type DraftStepKey, stepOfField } from "@/lib/domain/draft/rules";
import type { DraftReview } from "@/lib/domain/draft/schema";
import { fullFieldLabel } from "./field-label";

export function MissingList({
  review,
  onOpenField,
  onOpenStep,
}: {
  review: DraftReview;
  onOpenField: (path: string) => void;
  onOpenStep: (step: DraftStepKey) => void;
}) {
  if (review.ready)
    return <Notice tone="good">Everything is here. Look it over and submit.</Notice>;
  const paths = Object.keys(review.errors);
  const short = review.required - review.found;
  return (
    <Notice tone="warn" title="Still missing">
      <ul className="mt-1 grid gap-4">
        {DRAFT_STEPS.map(({ key, title }) => {
          const here = paths.filter((path) => stepOfField(path) === key);
          if (here.length === 0) return null;
          return (
            <li key={key}>
              <p className="font-bold">{title}</p>
              <ul>
                {here.map((path) => (
                  <li key={path}>
                    <MissingLink onClick={() => onOpenField(path)}>
                      {fullFieldLabel(path)}: {review.errors[path]}
                    </MissingLink>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
        {short > 0 && (
          <li>
            <p className="font-bold">Photos</p>
            <MissingLink onClick={() => onOpenStep("media")}>
              {review.found} of {review.required} photos are here. Add {short === 1 ? "one" : short}{" "}
              more.
            </MissingLink>
          </li>
        )}
      </ul>
    </Notice>
  );
}

function MissingLink({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-touch cursor-pointer text-left text-sea underline decoration-2 underline-offset-4"
    >
      {children}
    </button>
  );
}

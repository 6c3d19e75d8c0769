"use client";
// What stands between a draft and its charter, each with the way to it.
import type { ReactNode } from "react";
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
      <ul className="mt-1 grid gap-3">
        {DRAFT_STEPS.map(({ key, title }) => {
          const here = paths.filter((path) => stepOfField(path) === key);
          if (here.length === 0) return null;
          return (
            <Group key={key} title={title}>
              {here.map((path) => (
                <li key={path}>
                  <MissingLink onClick={() => onOpenField(path)}>
                    {fullFieldLabel(path)}
                  </MissingLink>
                </li>
              ))}
            </Group>
          );
        })}
        {short > 0 && (
          <Group title="Photos & videos">
            <li>
              <MissingLink onClick={() => onOpenStep("media")}>
                {short === 1 ? "One more photo" : `${short} more photos`}
              </MissingLink>
            </li>
          </Group>
        )}
      </ul>
    </Notice>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li>
      <p className="font-bold">{title}</p>
      <ul className="flex flex-wrap gap-x-5">{children}</ul>
    </li>
  );
}

function MissingLink({ onClick, children }: { onClick: () => void; children: ReactNode }) {
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

// One draft on the dashboard: how far it is and the way to go on.
import { Images } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { ageInWords } from "@/components/words/quantities";
import { DRAFT_STEPS, finishedSteps } from "@/lib/domain/draft/rules";
import type { DraftView } from "@/lib/domain/draft/schema";
import { DeleteDraftButton } from "./delete-draft-button";
import { WaitingFiles } from "./waiting-files";

// The review is looked at, not filled in.
const STEPS = DRAFT_STEPS.length - 1;

export function DraftCard({
  draft,
  ownerId,
  now,
}: {
  draft: DraftView;
  /** The user it is of. */
  ownerId: string;
  now: Date;
}) {
  const { data, counts } = draft;
  const name = data.charterName?.trim() || "Charter without a name yet";
  const place = [data.city, data.state].filter(Boolean).join(", ");
  const done = finishedSteps(data, counts.photos).length;
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          {draft.editsCharterId && <Badge tone="sea">Changes to your page</Badge>}
          <h3 className="text-lg">{name}</h3>
          <p className="text-ink-soft text-sm">
            {place && <span className="block">{place}</span>}
            <span className="block">
              Last touched{" "}
              <time dateTime={draft.lastTouchedAt}>
                {ageInWords((now.getTime() - Date.parse(draft.lastTouchedAt)) / 1000)}
              </time>
            </span>
          </p>
        </div>
        <DeleteDraftButton draftId={draft.id} name={name} />
      </div>
      <div className="grid gap-1.5">
        <Progress
          label={`${done} of ${STEPS} steps done`}
          value={done}
          max={STEPS}
          tone={done === STEPS ? "good" : "sea"}
        />
        <p className="flex flex-wrap justify-between gap-x-4 text-ink-soft text-sm">
          <span>{done === STEPS ? "Ready to submit" : `${done} of ${STEPS} steps done`}</span>
          <span className="flex items-center gap-1.5">
            <Images aria-hidden className="size-4.5" />
            {counts.photos === 1 ? "1 photo" : `${counts.photos} photos`}
          </span>
        </p>
      </div>
      <WaitingFiles ownerId={ownerId} draftId={draft.id} name={name} />
      <ButtonLink
        href={`/captain/drafts/${draft.id}${done === STEPS ? "?step=review" : ""}`}
        wide
        className="mt-auto"
        aria-label={`${done === STEPS ? "Review" : "Continue"} ${name}`}
      >
        {done === STEPS ? "Review and submit" : "Continue"}
      </ButtonLink>
    </Card>
  );
}

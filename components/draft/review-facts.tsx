"use client";
// The words of a draft as guests will read them, each part with the way back to it.
import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { PolicyList } from "@/components/charter/policy-list";
import { Card, SectionTitle } from "@/components/ui/card";
import { DataList } from "@/components/ui/data-list";
import { IconButton } from "@/components/ui/icon-button";
import type { DraftStepKey } from "@/lib/domain/draft/rules";
import type { DraftPatch } from "@/lib/domain/draft/schema";
import { boatFacts, charterFacts, type DraftFact, scheduleFacts, tripFacts } from "./draft-facts";

/** Characters from which a value is a text to read and not a fact to spot. */
const LONG = 80;

type Open = (step: DraftStepKey) => void;

export function ReviewFacts({ data, onOpenStep }: { data: DraftPatch; onOpenStep: Open }) {
  return (
    <>
      <ReviewPart title="You and your charter" step="charter" onOpen={onOpenStep}>
        <Facts items={charterFacts(data)} />
      </ReviewPart>
      <ReviewPart title="Boat and amenities" step="boat" onOpen={onOpenStep}>
        <Facts items={boatFacts(data)} />
        <div className="mt-5 empty:hidden">
          <PolicyList policies={data.policies ?? {}} />
        </div>
      </ReviewPart>
      <ReviewPart title="Trips and days" step="trips" onOpen={onOpenStep}>
        {(data.trips ?? []).map((trip, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a trip has no id, and its facts hold no state.
          <div key={at} className="mb-6">
            <h3 className="text-lg">{trip.name || `Trip ${at + 1}`}</h3>
            <Facts items={tripFacts(trip)} />
          </div>
        ))}
        <Facts items={scheduleFacts(data)} />
      </ReviewPart>
      <ReviewPart title="Description" step="description" onOpen={onOpenStep}>
        {data.description ? <p className="whitespace-pre-line">{data.description}</p> : <Nothing />}
      </ReviewPart>
    </>
  );
}

/** A card of the review, with the way to the step that fills it. */
export function ReviewPart({
  title,
  step,
  onOpen,
  children,
}: {
  title: string;
  step: DraftStepKey;
  onOpen: Open;
  children: ReactNode;
}) {
  return (
    <Card>
      <SectionTitle
        action={
          <IconButton
            label={`Change: ${title}`}
            icon={<Pencil aria-hidden />}
            onClick={() => onOpen(step)}
          />
        }
      >
        {title}
      </SectionTitle>
      {children}
    </Card>
  );
}

function Facts({ items }: { items: readonly DraftFact[] }) {
  if (items.length === 0) return <Nothing />;
  return (
    <DataList
      items={items.map(({ term, value }) => ({
        term,
        value:
          value.length > LONG ? (
            <span className="whitespace-pre-line font-normal">{value}</span>
          ) : (
            value
          ),
      }))}
    />
  );
}

function Nothing() {
  return <p className="text-ink-soft">Nothing here yet.</p>;
}

"use client";
// The words of a draft as guests will read them, each part with the way back to it.
import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { money } from "@/components/charter/format";
import { Card, SectionTitle } from "@/components/ui/card";
import { DataList } from "@/components/ui/data-list";
import { IconButton } from "@/components/ui/icon-button";
import { POLICIES, SCHEDULES, WEEKDAYS } from "@/lib/domain/draft/kinds";
import type { DraftStepKey } from "@/lib/domain/draft/rules";
import type { DraftPatch } from "@/lib/domain/draft/schema";
import { fieldLabel } from "./field-label";

type Open = (step: DraftStepKey) => void;

export function ReviewFacts({ data, onOpenStep }: { data: DraftPatch; onOpenStep: Open }) {
  return (
    <>
      <Part title="You and your charter" step="charter" onOpen={onOpenStep}>
        <Facts
          items={facts([
            ["charterName", data.charterName],
            ["charterType", data.charterType],
            ["startingPoint", [data.startingPoint, data.postcode, data.city, data.state]],
            ["operator.displayName", data.operator?.displayName],
            ["operator.phone", data.operator?.phone],
          ])}
        />
      </Part>
      <Part title="Boat and amenities" step="boat" onOpen={onOpenStep}>
        <Facts items={facts(boatFacts(data))} />
      </Part>
      <Part title="Trips and days" step="trips" onOpen={onOpenStep}>
        <Facts
          items={[
            ...(data.trips ?? []).map((trip, at) => ({
              term: trip.name ?? `Trip ${at + 1}`,
              value:
                [
                  ringgit(trip.promoPrice ?? trip.price),
                  trip.durationHours && `${trip.durationHours} h`,
                  trip.startTimes?.join(", "),
                ]
                  .filter(Boolean)
                  .join(" · ") || "–",
            })),
            ...facts([["scheduleType", daysOf(data)]]),
          ]}
        />
      </Part>
      <Part title="Description" step="description" onOpen={onOpenStep}>
        {data.description ? <p className="whitespace-pre-line">{data.description}</p> : <Nothing />}
      </Part>
    </>
  );
}

function Part({
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

function Facts({ items }: { items: { term: string; value: string }[] }) {
  return items.length > 0 ? <DataList items={items} /> : <Nothing />;
}

function Nothing() {
  return <p className="text-ink-soft">Nothing here yet.</p>;
}

type Fact = [path: string, value: unknown];

/** What is empty is left out: the list of missing things above already names it. */
function facts(pairs: Fact[]): { term: string; value: string }[] {
  return pairs
    .map(([path, value]) => ({
      term: fieldLabel(path),
      value: (Array.isArray(value) ? value : [value]).filter(Boolean).join(", "),
    }))
    .filter(({ value }) => value !== "");
}

function boatFacts({ withoutBoat, boat, amenities, policies, pickup }: DraftPatch): Fact[] {
  return [
    ["boat", withoutBoat ? "Without a boat" : [boat?.name, boat?.type].filter(Boolean)],
    ...(withoutBoat ? [] : ([["boat.features", boat?.features]] as Fact[])),
    ["amenities", amenities],
    ...Object.entries(POLICIES)
      .filter(([name]) => policies?.[name as keyof typeof POLICIES])
      .map(([name]): Fact => [`policies.${name}`, "Yes"]),
    ["pickup.fee", pickup?.available ? (ringgit(pickup.fee) ?? "Yes") : undefined],
  ];
}

function daysOf({ scheduleType, operationalDays }: DraftPatch): string | undefined {
  if (!scheduleType) return undefined;
  if (scheduleType !== "CUSTOM") return SCHEDULES[scheduleType].label;
  return (operationalDays ?? []).map((day) => WEEKDAYS[day]).join(", ");
}

function ringgit(amount: number | null | undefined): string | undefined {
  return typeof amount === "number" ? money(amount) : undefined;
}

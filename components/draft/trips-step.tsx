"use client";
// The trips on offer and the days the captain goes out.
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, SectionTitle } from "@/components/ui/card";
import { FieldGroup } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ToggleSet } from "@/components/ui/toggle-set";
import { useFocusNeighbour } from "@/components/ui/use-focus-neighbour";
import { randomId } from "@/lib/client/random-id";
import { toastUndo } from "@/lib/client/toast";
import { DRAFT_LIMITS, SCHEDULES, WEEKDAYS } from "@/lib/domain/draft/kinds";
import type { DraftPatch } from "@/lib/domain/draft/schema";
import { useDraftEditing, useDraftField } from "./draft-editing";
import { ChoiceField } from "./draft-fields";
import { TripCard } from "./trip-card";

type Trips = NonNullable<DraftPatch["trips"]>;

const NEW_TRIP: Trips[number] = { charterStyle: "private", species: [], techniques: [] };

export function TripsStep() {
  return (
    <>
      <TripList />
      <ScheduleFields />
    </>
  );
}

function TripList() {
  const { data, latest, edit, errors } = useDraftEditing();
  const trips = data.trips ?? [];
  const [said, setSaid] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const focusNear = useFocusNeighbour(list, "[data-remove]");
  const keys = useKeys(trips.length);
  const save = (next: Trips) => edit("trips", next);

  function add() {
    save([...trips, NEW_TRIP]);
    setSaid(`Trip ${trips.length + 1} added.`);
  }

  function remove(at: number) {
    const [trip] = trips.slice(at, at + 1);
    keys.remove(at);
    save(trips.toSpliced(at, 1));
    focusNear(at);
    if (trip)
      toastUndo(`Trip ${at + 1} removed.`, () => {
        // Into the trips as they are by then, in which the captain may have typed on.
        const now = latest().trips ?? [];
        keys.insert(at);
        save(now.toSpliced(at, 0, trip));
      });
  }

  function move(at: number, by: -1 | 1) {
    const [trip, other] = [trips[at], trips[at + by]];
    if (!trip || !other) return;
    keys.swap(at, at + by);
    save(trips.with(at, other).with(at + by, trip));
    setSaid(`Now trip ${at + by + 1} of ${trips.length}.`);
  }

  return (
    <div ref={list} tabIndex={-1} data-path="trips" className="grid gap-4">
      <SectionTitle lead="What guests can book with you.">Trips</SectionTitle>
      {trips.map((_, at) => (
        <TripCard
          key={keys.list[at]}
          at={at}
          of={trips.length}
          onMove={(by) => move(at, by)}
          onRemove={() => remove(at)}
        />
      ))}
      {errors.trips && <Notice tone="bad">{errors.trips}</Notice>}
      {trips.length < DRAFT_LIMITS.trips && (
        <Button icon={<Plus aria-hidden />} onClick={add} className="justify-self-start">
          {trips.length === 0 ? "Add your first trip" : "Add another trip"}
        </Button>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

/** Trips have no ids of their own; without stable keys a moved card would lose its focus and its half-typed text. */
function useKeys(length: number) {
  const keys = useRef<string[]>([]);
  while (keys.current.length < length) keys.current.push(randomId());
  keys.current.length = length;
  return {
    list: keys.current,
    remove: (at: number) => keys.current.splice(at, 1),
    insert: (at: number) => keys.current.splice(at, 0, randomId()),
    swap: (a: number, b: number) => {
      const [first, second] = [keys.current[a], keys.current[b]];
      if (first && second) [keys.current[a], keys.current[b]] = [second, first];
    },
  };
}

function ScheduleFields() {
  const { data, edit } = useDraftEditing();
  const days = useDraftField("operationalDays");
  return (
    <Card className="grid gap-5">
      <ChoiceField
        path="scheduleType"
        cards
        options={(Object.keys(SCHEDULES) as (keyof typeof SCHEDULES)[]).map((value) => ({
          value,
          label: SCHEDULES[value].label,
        }))}
        onChosen={(chosen) => {
          if (chosen !== "CUSTOM") edit("operationalDays", [...SCHEDULES[chosen].days]);
        }}
      />
      {data.scheduleType === "CUSTOM" && (
        <div data-path="operationalDays">
          <FieldGroup label="Which days?" error={days.error}>
            <ToggleSet
              options={WEEKDAYS.map((label, value) => ({ value, label: label.slice(0, 3) }))}
              value={data.operationalDays ?? []}
              onChange={days.set}
            />
          </FieldGroup>
        </div>
      )}
    </Card>
  );
}

"use client";
// One trip: what it is, what it costs, when it starts.
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { SUGGESTIONS } from "@/lib/domain/draft/kinds";
import { useDraftField } from "./draft-editing";
import { ChoiceField, NumberField, TextBlock, TextField, WordsField } from "./draft-fields";
import { StartTimes } from "./start-times";

export function TripCard({
  at,
  of,
  onMove,
  onRemove,
}: {
  at: number;
  of: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const path = `trips.${at}`;
  const { value: name } = useDraftField(`${path}.name`);
  const number = `Trip ${at + 1}`;
  return (
    <Card aria-label={number}>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 flex-1 basis-40 text-lg">
          {number}
          {typeof name === "string" && name.trim() && <span>: {name}</span>}
        </h3>
        <div className="flex">
          {of > 1 && (
            <>
              <IconButton
                label={`Move ${number} up`}
                icon={<ArrowUp aria-hidden />}
                disabled={at === 0}
                onClick={() => onMove(-1)}
              />
              <IconButton
                label={`Move ${number} down`}
                icon={<ArrowDown aria-hidden />}
                disabled={at === of - 1}
                onClick={() => onMove(1)}
              />
            </>
          )}
          <IconButton
            data-remove
            label={`Remove ${number}`}
            icon={<Trash2 aria-hidden />}
            onClick={onRemove}
          />
        </div>
      </div>
      <TripFields path={path} />
    </Card>
  );
}

function TripFields({ path }: { path: string }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField path={`${path}.name`} autoComplete="off" />
      <TextField
        path={`${path}.tripType`}
        autoComplete="off"
        suggestions={SUGGESTIONS.tripTypes}
        hint="Choose one or write your own."
      />
      <NumberField path={`${path}.price`} money />
      <NumberField path={`${path}.promoPrice`} money optional />
      <NumberField path={`${path}.durationHours`} steps min={1} max={240} suffix="hours" />
      <NumberField path={`${path}.maxAnglers`} steps min={1} max={1000} />
      <div className="sm:col-span-2">
        <StartTimes path={`${path}.startTimes`} />
      </div>
      <div className="sm:col-span-2">
        <ChoiceField
          path={`${path}.charterStyle`}
          options={[
            { value: "private", label: "One group" },
            { value: "shared", label: "Shared with others" },
          ]}
        />
      </div>
      <TextBlock path={`${path}.description`} optional className="sm:col-span-2" />
      <div className="grid gap-5 sm:col-span-2">
        <WordsField
          path={`${path}.species`}
          noun="fish"
          optional
          suggestions={SUGGESTIONS.species}
        />
        <WordsField
          path={`${path}.techniques`}
          noun="way of fishing"
          optional
          suggestions={SUGGESTIONS.techniques}
        />
      </div>
    </div>
  );
}

"use client";
// The boat, what guests find on board, the house rules and whether they are picked up.
import { Card, SectionTitle } from "@/components/ui/card";
import { FieldGroup } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import { POLICIES, SUGGESTIONS } from "@/lib/domain/draft/kinds";
import { useDraftField } from "./draft-editing";
import { NumberField, TextBlock, TextField, TickField, WordsField } from "./draft-fields";

export function BoatStep() {
  return (
    <>
      <BoatFields />
      <Card>
        <WordsField
          path="amenities"
          noun="thing"
          suggestions={SUGGESTIONS.amenities}
          hint="Tap what comes with the trip, or add your own."
        />
      </Card>
      <Card>
        <SectionTitle lead="Tick what is true on your trips.">Good to know</SectionTitle>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {Object.keys(POLICIES).map((name) => (
            <TickField key={name} path={`policies.${name}`} />
          ))}
        </div>
      </Card>
      <PickupFields />
    </>
  );
}

function BoatFields() {
  const { value, set, error } = useDraftField("withoutBoat");
  return (
    <Card>
      <SectionTitle>Your boat</SectionTitle>
      <div className="grid gap-5 sm:grid-cols-2">
        <div data-path="withoutBoat" className="sm:col-span-2">
          <FieldGroup label="How do guests fish with you?" error={error}>
            <Segmented
              options={[
                { value: "boat", label: "From a boat" },
                { value: "shore", label: "Without a boat" },
              ]}
              value={value === undefined ? null : value === true ? "shore" : "boat"}
              onChange={(chosen) => set(chosen === "shore")}
            />
          </FieldGroup>
        </div>
        {value !== true && (
          <>
            <TextField path="boat.name" autoComplete="off" />
            <TextField path="boat.type" autoComplete="off" suggestions={SUGGESTIONS.boatTypes} />
            <NumberField path="boat.lengthFeet" decimals max={1000} suffix="feet" />
            <NumberField path="boat.capacity" steps min={1} max={1000} />
            <div className="sm:col-span-2">
              <WordsField
                path="boat.features"
                noun="feature"
                suggestions={SUGGESTIONS.boatFeatures}
              />
            </div>
          </>
        )}
      </div>
    </Card>
  );
}

function PickupFields() {
  const { value, set } = useDraftField("pickup.available");
  return (
    <Card>
      <div data-path="pickup.available">
        <Switch
          label={<span className="font-bold">I pick guests up</span>}
          hint="From a hotel, an airport or anywhere near."
          checked={value === true}
          onChange={({ target }) => set(target.checked)}
        />
      </div>
      {value === true && (
        <div className="mt-4 grid gap-5">
          <NumberField path="pickup.fee" money hint="0 when it is free." className="max-w-60" />
          <WordsField path="pickup.areas" noun="area" suggestions={[]} optional />
          <TextBlock path="pickup.notes" optional />
        </div>
      )}
    </Card>
  );
}

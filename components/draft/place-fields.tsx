"use client";
// Where the charter starts: in words for guests, and as a point for the map.
import { LocateFixed } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, SectionTitle } from "@/components/ui/card";
import { SUGGESTIONS } from "@/lib/domain/draft/kinds";
import { useDraftEditing } from "./draft-editing";
import { NumberField, TextField } from "./draft-fields";

// About a metre, and what maps show.
const DECIMALS = 5;
const PATIENCE_MS = 15_000;

export function PlaceFields() {
  return (
    <Card>
      <SectionTitle>Where you start</SectionTitle>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          path="state"
          autoComplete="address-level1"
          suggestions={SUGGESTIONS.states}
          className="sm:col-span-2"
        />
        <TextField path="city" autoComplete="address-level2" />
        <TextField path="postcode" inputMode="numeric" maxLength={5} autoComplete="postal-code" />
        <TextField
          path="startingPoint"
          autoComplete="off"
          hint="The jetty, marina or landing where guests meet you."
          className="sm:col-span-2"
        />
        <MyLocation />
        <NumberField path="latitude" decimals min={-90} max={90} placeholder="6.3667" />
        <NumberField path="longitude" decimals min={-180} max={180} placeholder="99.6833" />
      </div>
    </Card>
  );
}

/** Fills in the point from the device, for a captain who stands at the jetty. */
function MyLocation() {
  const { edit } = useDraftEditing();
  const [state, setState] = useState<"idle" | "asking" | "found" | "refused">("idle");

  function ask() {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        edit("latitude", Number(coords.latitude.toFixed(DECIMALS)));
        edit("longitude", Number(coords.longitude.toFixed(DECIMALS)));
        setState("found");
      },
      () => setState("refused"),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  }

  return (
    <div className="grid gap-2 sm:col-span-2">
      <p className="font-bold leading-snug">Point on the map</p>
      <p className="text-ink-soft text-sm">
        At the jetty now? Use your location. Or copy both numbers from a map.
      </p>
      <Button
        icon={<LocateFixed aria-hidden />}
        busy={state === "asking"}
        onClick={ask}
        className="justify-self-start"
      >
        Use my location
      </Button>
      <p role="status" className="text-ink-soft text-sm empty:hidden">
        {state === "found" && "Your location is filled in below."}
        {state === "refused" &&
          "Your device did not share its location. Please fill in the two numbers."}
      </p>
    </div>
  );
}

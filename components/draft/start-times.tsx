"use client";
// When a trip starts: one time or several, each with the device's own clock.
import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field, FieldGroup } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useFocusNeighbour } from "@/components/ui/use-focus-neighbour";
import { DRAFT_LIMITS } from "@/lib/domain/draft/kinds";
import { useDraftField } from "./draft-editing";
import { fieldLabel } from "./field-label";

export function StartTimes({ path }: { path: string }) {
  const { value, set, error, leave } = useDraftField(path);
  const list = useRef<HTMLUListElement>(null);
  // Its box and not its button: the last time has none.
  const focusNear = useFocusNeighbour(list, "input");
  const saved: string[] = Array.isArray(value) ? value : [];
  // One empty box stands ready; it is not a time before it is filled in.
  const times = saved.length > 0 ? saved : [""];

  return (
    <div data-path={path}>
      <FieldGroup label={fieldLabel(path)} error={error}>
        <ul ref={list} className="flex flex-wrap gap-3">
          {times.map((time, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a time has nothing but its place, and boxes hold no state.
            <li key={at} className="flex">
              <Field label={`Start time ${at + 1}`} labelHidden>
                <Input
                  type="time"
                  value={time}
                  onChange={({ target }) => set(times.with(at, target.value))}
                  onBlur={leave}
                  className="w-40"
                />
              </Field>
              {times.length > 1 && (
                <IconButton
                  label={`Remove start time ${at + 1}`}
                  icon={<X aria-hidden />}
                  onClick={() => {
                    set(times.toSpliced(at, 1));
                    focusNear(at);
                  }}
                />
              )}
            </li>
          ))}
          {times.length < DRAFT_LIMITS.startTimes && (
            <li>
              <Button
                icon={<Plus aria-hidden />}
                disabled={times.includes("")}
                onClick={() => set([...times, ""])}
              >
                Another time
              </Button>
            </li>
          )}
        </ul>
      </FieldGroup>
    </div>
  );
}

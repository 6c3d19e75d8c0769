"use client";
// The same field was changed in two places: shows both and lets the captain choose. Nothing is saved before.
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { FieldGroup } from "@/components/ui/field";
import type { Conflict } from "@/lib/client/draft-edits";
import { fullFieldLabel } from "./field-label";
import { fieldValueLines } from "./field-value";

type Side = "mine" | "theirs";

export function ConflictDialog({
  conflicts,
  onChoose,
}: {
  conflicts: readonly Conflict[];
  /** The paths whose value typed here stands. */
  onChoose: (mine: ReadonlySet<string>) => void;
}) {
  const [sides, setSides] = useState<Record<string, Side>>({});
  const sideOf = (path: string) => sides[path] ?? "mine";
  const choose = () =>
    onChoose(new Set(conflicts.map(({ path }) => path).filter((path) => sideOf(path) === "mine")));
  return (
    <Dialog
      open={conflicts.length > 0}
      // Closing without a choice would lose one side without a word.
      onOpenChange={() => {}}
      closable={false}
      title="This draft was changed somewhere else"
      description="You may have it open in another tab or on another phone. Choose what stays; everything else is already brought together."
      footer={
        <Button variant="primary" onClick={choose}>
          Keep what I chose
        </Button>
      }
    >
      {conflicts.map(({ path, mine, theirs }) => (
        <FieldGroup key={path} label={fullFieldLabel(path)}>
          <Version
            path={path}
            title="Typed here"
            value={mine}
            checked={sideOf(path) === "mine"}
            onCheck={() => setSides({ ...sides, [path]: "mine" })}
          />
          <Version
            path={path}
            title="Saved elsewhere"
            value={theirs}
            checked={sideOf(path) === "theirs"}
            onCheck={() => setSides({ ...sides, [path]: "theirs" })}
          />
        </FieldGroup>
      ))}
    </Dialog>
  );
}

function Version({
  path,
  title,
  value,
  checked,
  onCheck,
}: {
  path: string;
  title: string;
  value: unknown;
  checked: boolean;
  onCheck: () => void;
}) {
  return (
    <label
      className={classNames(
        "flex min-h-touch cursor-pointer items-start gap-3 rounded-plate border-2 px-3 py-2",
        checked ? "border-sea bg-sea-tint" : "border-edge bg-card hover:border-ink",
      )}
    >
      <input
        type="radio"
        name={path}
        checked={checked}
        onChange={onCheck}
        className="mt-1 size-5 shrink-0"
      />
      <span className="grid min-w-0 gap-1">
        <span className="font-bold">{title}</span>
        <span className="max-h-48 overflow-y-auto whitespace-pre-wrap break-words">
          {fieldValueLines(path, value).join("\n")}
        </span>
      </span>
    </label>
  );
}

"use client";
// A captain found by name or e-mail, or a charter of one.
import { useEffect, useState } from "react";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/segmented";
import { api } from "@/lib/client/api";
import { toastError } from "@/lib/client/toast";
import type { CaptainChoice } from "@/lib/domain/staff/schema";

const PAUSE_MS = 250;

/** What the server knows, asked a moment after the last letter; null while it is not known. */
function useCaptains(by: { q: string } | { captainId: string }): CaptainChoice[] | null {
  const [found, setFound] = useState<{ key: string; captains: CaptainChoice[] } | null>(null);
  const key = JSON.stringify(by);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      api.findCaptains(JSON.parse(key)).then(
        ({ captains }) => isWanted && setFound({ key, captains }),
        (error) => isWanted && toastError(error),
      );
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key]);
  return found?.key === key ? found.captains : null;
}

export function CaptainPicker({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (captainId: string) => void;
}) {
  const [q, setQ] = useState("");
  const captains = useCaptains({ q });
  return (
    <>
      <Field label="Captain" hint="A part of their name or e-mail.">
        <Input
          value={q}
          onChange={({ target }) => setQ(target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Found
        label="Captains found"
        nothing={q && captains ? "Nobody by that name or e-mail." : ""}
        options={(captains ?? []).map(({ id, displayName, email }) => ({
          value: id,
          label: displayName || email,
          hint: email,
        }))}
        value={value}
        onChange={onChange}
      />
    </>
  );
}

export function CharterPicker({
  captainId,
  value,
  onChange,
}: {
  captainId: string;
  value: string | null;
  onChange: (charterId: string) => void;
}) {
  const captains = useCaptains({ captainId });
  return (
    <Found
      label="Charter"
      nothing={captains ? "This captain has no charter yet." : "Looking for charters…"}
      options={(captains?.[0]?.charters ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}

function Found({
  label,
  nothing,
  ...radio
}: {
  label: string;
  /** Said where there is nothing to choose from. */
  nothing: string;
  options: { value: string; label: string; hint?: string }[];
  value: string | null;
  onChange: (value: string) => void;
}) {
  return (
    <div aria-live="polite">
      {radio.options.length > 0 ? (
        <FieldGroup label={label}>
          <RadioCards {...radio} className="max-h-64 overflow-y-auto p-1" />
        </FieldGroup>
      ) : (
        <p className="text-ink-soft">{nothing}</p>
      )}
    </div>
  );
}

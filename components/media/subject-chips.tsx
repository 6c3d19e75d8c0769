"use client";
// What one or many photos show, all words in sight: one tap sets it, a second tap takes it away.
import { FieldGroup } from "@/components/ui/field";
import { ToggleSet } from "@/components/ui/toggle-set";
import { PHOTO_SUBJECT_NAMES, PHOTO_SUBJECTS, type PhotoSubject } from "@/lib/domain/media/kinds";

const OPTIONS = PHOTO_SUBJECT_NAMES.map((value) => ({
  value,
  label: PHOTO_SUBJECTS[value].label,
}));

export function SubjectChips({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: PhotoSubject | null;
  onChange: (value: PhotoSubject | null) => void;
}) {
  return (
    <FieldGroup label={label} hint={hint}>
      <ToggleSet
        options={OPTIONS}
        value={value ? [value] : []}
        // One at most: the one that was not chosen before is meant.
        onChange={(chosen) => onChange(chosen.find((one) => one !== value) ?? null)}
      />
    </FieldGroup>
  );
}

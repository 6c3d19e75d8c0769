"use client";
// What a photo shows, on the photo itself: one of a few words, for the checklist.
import { Check, Tag } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { PHOTO_SUBJECT_NAMES, PHOTO_SUBJECTS, type PhotoSubject } from "@/lib/domain/media/kinds";

export function SubjectMenu({
  name,
  shows,
  onChange,
}: {
  name: string;
  shows: PhotoSubject | null;
  onChange: (shows: PhotoSubject | null) => void;
}) {
  const label = shows && PHOTO_SUBJECTS[shows].label;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={label ? `${name} shows: ${label}. Change` : `Say what ${name} shows`}
          className={classNames(
            "inline-flex min-h-touch min-w-0 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-plate px-1 text-sm transition-colors hover:bg-well",
            label ? "font-bold text-sea" : "text-ink-soft",
          )}
        >
          <Tag aria-hidden className="size-4.5 shrink-0" />
          <span className="truncate">{label ?? "Tag"}</span>
        </button>
      }
    >
      <MenuLabel>{name} shows</MenuLabel>
      {PHOTO_SUBJECT_NAMES.map((subject) => (
        <MenuItem
          key={subject}
          onSelect={() => onChange(subject === shows ? null : subject)}
          icon={<Check aria-hidden className={subject === shows ? "" : "invisible"} />}
        >
          {PHOTO_SUBJECTS[subject].label}
          {subject === shows && <span className="sr-only"> (chosen, press to clear)</span>}
        </MenuItem>
      ))}
    </Menu>
  );
}

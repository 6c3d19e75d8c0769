"use client";
// What the wizard's controls share: the draft's data, the way to change it, and which complaints to show.
import { createContext, type ReactNode, useContext } from "react";
import { valueAt } from "@/lib/client/draft-edits";
import type { DraftPatch } from "@/lib/domain/draft/schema";

export interface DraftEditing {
  data: DraftPatch;
  /** The data as it is when called, for what runs later than the render it was made in. */
  latest: () => DraftPatch;
  /** `undefined` clears. */
  edit: (path: string, value: unknown) => void;
  /** Complaints that may be shown now, by path. */
  errors: Readonly<Record<string, string>>;
  /** The captain has been in this field and left it: from now on it may complain. */
  leave: (path: string) => void;
}

const Context = createContext<DraftEditing | null>(null);

export function DraftEditingProvider({
  value,
  children,
}: {
  value: DraftEditing;
  children: ReactNode;
}) {
  return <Context value={value}>{children}</Context>;
}

/** The whole of it, for parts of the wizard that change more than one field. */
export function useDraftEditing(): DraftEditing {
  const editing = useContext(Context);
  if (!editing) throw new Error("A draft's control stands outside the wizard.");
  return editing;
}

export interface DraftField {
  value: unknown;
  set: (value: unknown) => void;
  error: string | undefined;
  leave: () => void;
}

/** One field by its dotted path. A list also carries the complaints about its items. */
export function useDraftField(path: string): DraftField {
  const { data, edit, errors, leave } = useDraftEditing();
  const inside = Object.keys(errors).find((other) => other.startsWith(`${path}.`));
  return {
    value: valueAt(data, path),
    set: (value) => edit(path, value === "" || value === null ? undefined : value),
    error: errors[path] ?? (inside && errors[inside]),
    leave: () => leave(path),
  };
}

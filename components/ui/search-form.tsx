// What narrows a list: one field for words, the rest folded away. A form that needs no script; a new search begins at
// the list's first page.
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "./button";
import { Field } from "./field";
import { Fold } from "./fold";
import { Input } from "./input";

export interface SearchFormProps {
  /** The address of what is shown now, without the page within it. */
  here: string;
  label: string;
  /** Of the field for words, in the address. */
  name?: string;
  value: string | undefined;
  /** What the address says that the form has no field for. */
  kept?: Record<string, string>;
  /** Leads to everything; only where less is shown. */
  showAll?: string | false | undefined;
  /** Folds the fields inside away under this label; `set` has their values, which are counted unless falsy. */
  filters?: { label: string; set: readonly unknown[] };
  children?: ReactNode;
}

export function SearchForm({
  here,
  label,
  name = "q",
  value,
  kept = {},
  showAll,
  filters,
  children,
}: SearchFormProps) {
  const set = filters?.set.filter(Boolean).length;
  return (
    <search>
      {/* What was typed and not asked for goes with the address. */}
      <form key={here} action={here.split("?")[0]} className="grid gap-1">
        {Object.entries(kept).map(([part, said]) => (
          <input key={part} type="hidden" name={part} value={said} />
        ))}
        <div className="flex flex-wrap items-end gap-3">
          <Field label={label} className="min-w-0 flex-1 basis-48 sm:max-w-xl">
            <Input
              type="search"
              name={name}
              defaultValue={value}
              maxLength={200}
              enterKeyHint="search"
            />
          </Field>
          <Button type="submit" icon={<Search aria-hidden />}>
            Show
          </Button>
          {showAll && (
            <ButtonLink href={showAll} prefetch={false} variant="quiet">
              Show all
            </ButtonLink>
          )}
        </div>
        {filters && (
          <Fold label={set ? `${filters.label} (${set} set)` : filters.label}>
            <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 py-2 md:grid-cols-4">
              {children}
            </div>
          </Fold>
        )}
      </form>
    </search>
  );
}

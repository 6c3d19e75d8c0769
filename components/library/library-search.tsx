// What narrows the library: words, a place, a kind, an order. A form that needs no script.
import { ChevronDown, Search } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { LibraryPlace, LibraryQuery } from "@/lib/domain/library/schema";
import { MEDIA_KIND_NAMES, MEDIA_KINDS } from "@/lib/domain/media/kinds";
import { isNarrowed, libraryAddress } from "./library-address";
import { nameOf } from "./picture-words";

export function LibrarySearch({
  query,
  places,
}: {
  query: LibraryQuery;
  places: readonly LibraryPlace[];
}) {
  const { state, kind, q, usedIn, sort } = query;
  const isSet = Boolean(kind || usedIn || sort !== "newest");
  return (
    <search>
      {/* A new search begins at its first page, in the tab one stands in. */}
      <form key={libraryAddress(query)} action="/captain/media" className="grid gap-2">
        {state && <input type="hidden" name="state" value={state} />}
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Words or a charter's name" className="min-w-0 flex-1 basis-48 sm:max-w-xl">
            <Input type="search" name="q" defaultValue={q} maxLength={200} enterKeyHint="search" />
          </Field>
          <Button type="submit" icon={<Search aria-hidden />}>
            Show
          </Button>
          {isNarrowed(query) && (
            <ButtonLink href={libraryAddress({ state, sort })} variant="quiet">
              Show all
            </ButtonLink>
          )}
        </div>
        <details open={isSet} className="group">
          <summary className="inline-flex min-h-touch cursor-pointer list-none items-center gap-2 rounded-plate pr-2 font-bold text-sea [&::-webkit-details-marker]:hidden">
            <ChevronDown aria-hidden className="size-5 group-open:rotate-180" />
            Filter and order
          </summary>
          <div className="grid gap-x-4 gap-y-3 pt-1 sm:grid-cols-3">
            <Field label="Used in">
              <Select
                name="usedIn"
                defaultValue={usedIn ?? ""}
                placeholder="All charters"
                options={places.map((place) => ({
                  value: place.id,
                  label: place.type === "draft" ? `Draft: ${nameOf(place)}` : nameOf(place),
                }))}
              />
            </Field>
            <Field label="Kind">
              <Select
                name="kind"
                defaultValue={kind ?? ""}
                placeholder="All kinds"
                options={MEDIA_KIND_NAMES.map((name) => ({
                  value: name,
                  label: MEDIA_KINDS[name].label,
                }))}
              />
            </Field>
            <Field label="Order">
              <Select
                name="sort"
                defaultValue={sort}
                options={[
                  { value: "newest", label: "Newest first" },
                  { value: "oldest", label: "Oldest first" },
                ]}
              />
            </Field>
          </div>
        </details>
      </form>
    </search>
  );
}

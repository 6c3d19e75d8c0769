// What narrows the library: words, a place, a kind, an order.
import { Field } from "@/components/ui/field";
import { SearchForm } from "@/components/ui/search-form";
import { Select } from "@/components/ui/select";
import type { LibraryPlace, LibraryQuery } from "@/lib/domain/library/schema";
import { MEDIA_KIND_NAMES, MEDIA_KINDS } from "@/lib/domain/media/kinds";
import { isNarrowed, libraryAddress, libraryFields } from "./library-address";
import { nameOf } from "./picture-words";

export function LibrarySearch({
  query,
  places,
}: {
  query: LibraryQuery;
  places: readonly LibraryPlace[];
}) {
  const { state, kind, q, usedIn, sort } = query;
  return (
    <SearchForm
      here={libraryAddress(query)}
      label="Words or a charter's name"
      value={q}
      kept={libraryFields({ state })}
      showAll={isNarrowed(query) && libraryAddress({ state, sort })}
      filters={{ label: "Filters and order", set: [kind, usedIn, sort !== "newest"] }}
    >
      <Field label="Used in" className="max-md:col-span-2">
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
    </SearchForm>
  );
}

// The search of the media desk, with its filters and order folded away.
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SearchForm } from "@/components/ui/search-form";
import { Select } from "@/components/ui/select";
import { sizeInWords } from "@/components/words/quantities";
import { MEDIA_KIND_NAMES, MEDIA_KINDS } from "@/lib/domain/media/kinds";
import { REVIEW_VIDEO_STATES } from "@/lib/domain/media/schema";
import { type ReviewView, reviewAddress, reviewFields, setFields } from "./review-address";
import { SearchKey } from "./search-key";
import { VIDEO_STATE_WORDS } from "./staff-words";

export function ReviewSearch({ view }: { view: ReviewView }) {
  const { q, state, look, captainId } = view;
  return (
    <>
      <SearchKey />
      <SearchForm
        here={reviewAddress(view)}
        label="Name, e-mail, key or id"
        value={q}
        kept={reviewFields({ state, captainId, look, sort: "newest" })}
        filters={{ label: "Filters and order", set: setFields(view) }}
      >
        <Filters view={view} />
      </SearchForm>
    </>
  );
}

function Filters({ view }: { view: ReviewView }) {
  const { kind, from, to, sort, minSize, maxSize, video, unreviewed } = view;
  return (
    <>
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
            { value: "largest", label: "Largest first" },
          ]}
        />
      </Field>
      <Field label="Uploaded from">
        <Input type="date" name="from" defaultValue={from?.slice(0, 10)} min="1970-01-01" />
      </Field>
      <Field label="Uploaded to">
        <Input type="date" name="to" defaultValue={to?.slice(0, 10)} min="1970-01-01" />
      </Field>
      <Field label="Size at least">
        <Size name="minSize" value={minSize} />
      </Field>
      <Field label="Size at most">
        <Size name="maxSize" value={maxSize} />
      </Field>
      <Field label="State of videos">
        <Select
          name="video"
          defaultValue={video ?? ""}
          placeholder="Photos and videos"
          options={REVIEW_VIDEO_STATES.map((state) => ({
            value: state,
            label: VIDEO_STATE_WORDS[state],
          }))}
        />
      </Field>
      <Checkbox
        name="unreviewed"
        value="1"
        defaultChecked={unreviewed === "1"}
        label="Not reviewed yet"
      />
    </>
  );
}

const SIZES = [100_000, 500_000, 1_000_000, 5_000_000, 20_000_000, 100_000_000];

/** In plain steps; a size between them, from an address, is a step of its own. */
function Size({ name, value }: { name: string; value: number | undefined }) {
  const steps = [...new Set(value === undefined ? SIZES : [...SIZES, value])].sort((a, b) => a - b);
  return (
    <Select
      name={name}
      defaultValue={value === undefined ? "" : String(value)}
      placeholder="Any size"
      options={steps.map((bytes) => ({ value: String(bytes), label: sizeInWords(bytes) }))}
    />
  );
}

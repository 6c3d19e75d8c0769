// What the desk is narrowed by less often, folded away until one of them counts.
import { ChevronRight } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { sizeInWords } from "@/components/words/quantities";
import { REVIEW_VIDEO_STATES } from "@/lib/domain/media/schema";
import type { ReviewView } from "./review-address";
import { VIDEO_STATE_WORDS } from "./staff-words";

const SIZES = [100_000, 500_000, 1_000_000, 5_000_000, 20_000_000, 100_000_000];

export function MoreFilters({ view }: { view: ReviewView }) {
  const { minSize, maxSize, video, unreviewed } = view;
  const said = [minSize, maxSize, video, unreviewed === "1" || undefined];
  const count = said.filter((one) => one !== undefined).length;
  return (
    <details open={count > 0} className="group col-span-full">
      <summary className="inline-flex min-h-touch cursor-pointer list-none items-center gap-2 rounded-plate font-bold text-sea">
        <ChevronRight aria-hidden className="size-5 transition-transform group-open:rotate-90" />
        More filters{count > 0 && ` (${count} set)`}
      </summary>
      <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 pt-2 md:grid-cols-4">
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
      </div>
    </details>
  );
}

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

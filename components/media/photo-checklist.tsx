// What a good set of photos shows: what is there, and what would help. Advice only.
import { Check, Circle } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { checklistOf } from "@/lib/client/photo-checklist";
import type { MediaView } from "@/lib/domain/media/schema";

export function PhotoChecklist({ photos }: { photos: readonly MediaView[] }) {
  const items = checklistOf(photos);
  const next = items.find(({ isThere }) => !isThere);
  return (
    <section aria-labelledby="photo-checklist" className="grid gap-2">
      <h3 id="photo-checklist" className="font-bold font-sans text-base tracking-normal">
        What guests look for
      </h3>
      <ul className="flex flex-wrap gap-2">
        {items.map(({ key, label, isThere }) => (
          <li
            key={key}
            className={classNames(
              "inline-flex items-center gap-1.5 rounded-plate px-2.5 py-1 font-bold text-sm [&_svg]:size-4.5",
              isThere
                ? "bg-good-tint text-good"
                : "border-[1.5px] border-edge border-dashed text-ink-soft",
            )}
          >
            {isThere ? <Check aria-hidden strokeWidth={3} /> : <Circle aria-hidden />}
            {label}
            <span className="sr-only">{isThere ? ": there" : ": not yet"}</span>
          </li>
        ))}
      </ul>
      <p className="text-ink-soft text-sm">
        {next ? (
          <>
            <span className="font-bold">{next.label}:</span> {next.lacking}.
            {photos.length > 0 && " Have it already? Tag the photo."}
          </>
        ) : (
          "Everything guests look for is here."
        )}
      </p>
    </section>
  );
}

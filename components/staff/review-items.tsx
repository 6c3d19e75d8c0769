// The items of a page, as pictures or as rows.
import type { ReviewLook } from "./review-address";
import { ReviewCard, type ReviewItemProps, ReviewRow } from "./review-card";

const COLUMNS = ["Item", "Captain", "Charter", "Uploaded", "Size", "Verdict"];

export function ReviewItems({
  label,
  look,
  items,
}: {
  label: string;
  look: ReviewLook;
  items: readonly ReviewItemProps[];
}) {
  if (look === "grid")
    return (
      <ul
        aria-label={label}
        className="grid grid-cols-1 gap-4 min-[420px]:grid-cols-2 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5"
      >
        {items.map((props) => (
          <ReviewCard key={props.item.id} {...props} />
        ))}
      </ul>
    );
  return (
    <section
      aria-label={`${label}, scrolls sideways`}
      className="overflow-x-auto rounded-card border-[1.5px] border-line bg-card"
    >
      <table aria-label={label} className="w-full text-sm">
        <thead>
          <tr className="border-ink border-b-2 text-left">
            <td />
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 first-of-type:pl-0">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((props) => (
            <ReviewRow key={props.item.id} {...props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

// Facts as pairs of word and value.
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export function DataList({
  items,
  className,
}: {
  items: readonly { term: string; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={classNames("grid", className)}>
      {items.map(({ term, value }, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: two facts may have one term, and none holds state.
          key={`${at} ${term}`}
          className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 border-line border-b-[1.5px] py-2.5 last:border-b-0"
        >
          <dt className="text-ink-soft">{term}</dt>
          <dd className="min-w-0 font-bold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

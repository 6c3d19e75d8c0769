// A plate on the chart: a hard line around things that belong together.
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section
      {...rest}
      className={classNames(
        "rounded-card border-[1.5px] border-line bg-card p-4 sm:p-6",
        className,
      )}
    />
  );
}

/** The heading of a card or of a part of a page, with room for an action at its right. */
export function SectionTitle({
  children,
  action,
  lead,
  as: Heading = "h2",
  id,
}: {
  children: ReactNode;
  action?: ReactNode;
  lead?: ReactNode;
  as?: "h2" | "h3";
  id?: string;
}) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-48">
        <Heading id={id} className="text-xl">
          {children}
        </Heading>
        {lead && <p className="mt-1 text-ink-soft">{lead}</p>}
      </div>
      {action}
    </div>
  );
}

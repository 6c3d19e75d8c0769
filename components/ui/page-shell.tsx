// The frame of a page: its width, its title, and the action that belongs to the title.
import type { ReactNode } from "react";
import { classNames } from "./class-names";

type Width = "form" | "page" | "wide";

const WIDTHS: Record<Width, string> = {
  form: "max-w-2xl",
  page: "max-w-5xl",
  wide: "max-w-7xl",
};

export function PageShell({
  title,
  lead,
  action,
  width = "page",
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  width?: Width;
  children: ReactNode;
}) {
  return (
    <div className={classNames("mx-auto w-full px-4 py-6 sm:px-6 sm:py-10", WIDTHS[width])}>
      <div className="mb-6 flex flex-wrap items-end justify-between gap-4 sm:mb-8">
        <div className="min-w-0">
          <h1 className="text-3xl">{title}</h1>
          {lead && <p className="mt-2 max-w-2xl text-ink-soft text-lg">{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </div>
  );
}

// Nothing here yet: what will stand here, and the one step that fills it.
import type { ReactNode } from "react";

export function EmptyState({
  icon,
  title,
  children,
  action,
  as: Heading = "h2",
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  as?: "h1" | "h2" | "h3";
}) {
  return (
    <div className="relative isolate grid justify-items-center gap-3 overflow-hidden rounded-card border-2 border-edge border-dashed bg-card px-5 py-12 text-center">
      <div aria-hidden className="contours -z-1 absolute inset-0 text-line opacity-60" />
      {icon && (
        <div
          aria-hidden
          className="mb-1 grid size-16 place-items-center rounded-full border-2 border-ink bg-card text-ink [&_svg]:size-7"
        >
          {icon}
        </div>
      )}
      <Heading className="text-xl">{title}</Heading>
      {children && <div className="max-w-md text-ink-soft">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}

// Something to know, in place. Refusals that must not vanish like a toast stand here.
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

type NoticeTone = "info" | "good" | "warn" | "bad";

const TONES: Record<NoticeTone, { look: string; Icon: typeof Info }> = {
  info: { look: "border-sea bg-sea-tint [&>svg]:text-sea", Icon: Info },
  good: { look: "border-good bg-good-tint [&>svg]:text-good", Icon: CircleCheck },
  warn: { look: "border-warn bg-warn-tint [&>svg]:text-warn", Icon: TriangleAlert },
  bad: { look: "border-bad bg-bad-tint [&>svg]:text-bad", Icon: CircleAlert },
};

export function Notice({
  tone = "info",
  title,
  children,
  action,
  live = false,
  className,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out when it appears. */
  live?: boolean;
  className?: string;
}) {
  const { look, Icon } = TONES[tone];
  return (
    <div
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
      className={classNames(
        "flex items-start gap-3 rounded-plate border-l-[6px] px-4 py-3 text-ink",
        look,
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-5.5 shrink-0" />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className="font-bold">{title}</p>}
        {children && <div>{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}

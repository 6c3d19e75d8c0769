// One word about a thing's state. The word says it; the colour only helps.
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Tone = "plain" | "sea" | "good" | "warn" | "bad";

const TONES: Record<Tone, string> = {
  plain: "bg-well text-ink",
  sea: "bg-sea-tint text-sea",
  good: "bg-good-tint text-good",
  warn: "bg-warn-tint text-warn",
  bad: "bg-bad-tint text-bad",
};

export function Badge({
  tone = "plain",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-plate px-2 py-0.5 font-bold text-sm leading-snug [&_svg]:size-4 [&_svg]:shrink-0",
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}

// The place of something that is on its way. Hidden from screen readers: say "Loading" once, around it.
import { classNames } from "./class-names";

export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden className={classNames("animate-swell rounded-plate bg-line/70", className)} />
  );
}

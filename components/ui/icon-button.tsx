// A button that is only an icon. Its label is read aloud and shown on hover.
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  label: string;
  icon: ReactNode;
  /** "over" is for a button that lies on a photo. */
  tone?: "plain" | "over";
  busy?: boolean;
}

export function IconButton({
  label,
  icon,
  tone = "plain",
  busy = false,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      title={label}
      aria-label={label}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"] || undefined}
      onClick={busy ? undefined : onClick}
      className={classNames(
        "inline-grid size-touch shrink-0 cursor-pointer place-items-center rounded-plate transition-colors disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-5",
        tone === "plain" && "text-ink-soft enabled:hover:bg-well enabled:hover:text-ink",
        tone === "over" && "border border-on-deep/40 bg-deep/85 text-on-deep enabled:hover:bg-deep",
        className,
      )}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-turn" /> : icon}
    </button>
  );
}

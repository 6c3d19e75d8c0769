// The button and the link that looks like one. One "primary" a screen: it is the next step.
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { LinkPending } from "./link-pending";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "onDeep";
export type ButtonSize = "md" | "lg";

const BASE =
  "inline-flex cursor-pointer select-none items-center justify-center gap-2 rounded-plate border-2 text-center font-bold leading-tight no-underline transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed [&_svg]:size-5 [&_svg]:shrink-0";

const SIZES: Record<ButtonSize, string> = {
  md: "min-h-touch px-4 py-2 text-base",
  lg: "min-h-14 px-6 py-3 text-lg",
};

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    "border-buoy bg-buoy text-on-buoy enabled:hover:border-buoy-press enabled:hover:bg-buoy-press [a&]:hover:border-buoy-press [a&]:hover:bg-buoy-press",
  secondary: "border-ink bg-card text-ink enabled:hover:bg-well [a&]:hover:bg-well",
  quiet:
    "border-transparent bg-transparent text-sea underline decoration-2 underline-offset-4 enabled:hover:bg-sea-tint [a&]:hover:bg-sea-tint",
  /** For the dark band. */
  onDeep: "border-on-deep-soft bg-transparent text-on-deep hover:bg-on-deep/15",
  danger: "border-bad bg-bad text-on-bad enabled:hover:opacity-90",
};

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Takes the whole width. */
  wide?: boolean;
}

/** The look alone, for links that leave the site. */
export function buttonLook(
  { variant = "secondary", size = "md", wide = false }: Look,
  className?: string,
): string {
  return classNames(BASE, SIZES[size], VARIANTS[variant], wide && "w-full", className);
}

export interface ButtonProps extends Look, ComponentProps<"button"> {
  /** Shows a spinner and ignores presses; the focus stays where it is. */
  busy?: boolean;
  icon?: ReactNode;
}

/** A button; `type="button"` unless said, so that it never submits a form by accident. */
export function Button({
  variant,
  size,
  wide,
  busy = false,
  icon,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? "button" : type}
      className={buttonLook(
        { ...(variant && { variant }), ...(size && { size }), ...(wide && { wide }) },
        className,
      )}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-turn" /> : icon}
      {children}
    </button>
  );
}

export interface ButtonLinkProps extends Look, ComponentProps<typeof Link> {
  icon?: ReactNode;
}

/** A link with the look of a button: it goes somewhere and changes nothing. */
export function ButtonLink({
  variant,
  size,
  wide,
  icon,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <Link
      {...rest}
      className={buttonLook(
        { ...(variant && { variant }), ...(size && { size }), ...(wide && { wide }) },
        className,
      )}
    >
      <LinkPending icon={icon} />
      {children}
    </Link>
  );
}

"use client";
// A short list of actions behind one button.
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

export function Menu({
  trigger,
  children,
  align = "end",
}: {
  /** A button; it gets the menu's aria attributes. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-56 animate-appear rounded-card border-2 border-ink bg-card p-1.5 text-ink"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  icon,
  children,
  ...rest
}: Omit<ComponentProps<typeof Radix.Item>, "className"> & {
  icon?: ReactNode;
}) {
  return (
    <Radix.Item
      {...rest}
      className="flex min-h-touch cursor-pointer select-none items-center gap-3 rounded-plate px-3 py-2 no-underline outline-none data-disabled:cursor-not-allowed data-highlighted:bg-sea-tint data-disabled:opacity-50 [&_svg]:size-5 [&_svg]:shrink-0 text-ink"
    >
      {rest.asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-3 py-2 text-ink-soft text-sm">{children}</Radix.Label>;
}

"use client";
// The main places, in the header of wide screens. On a phone they stand in the account menu.
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { LinkPending } from "@/components/ui/link-pending";

export interface NavItem {
  href: string;
  label: string;
}

/** From which width on the places stand in the header, and no longer in the menu: many need more room. */
export const navWidth = (items: readonly NavItem[]) =>
  items.length > 3
    ? { inHeader: "xl:block", inMenu: "xl:hidden" }
    : { inHeader: "sm:block", inMenu: "sm:hidden" };

export function NavLinks({ items }: { items: readonly NavItem[] }) {
  const here = usePathname();
  return (
    <nav aria-label="Main" className={classNames("hidden flex-1", navWidth(items).inHeader)}>
      <ul className="flex gap-1">
        {items.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={here === href ? "page" : undefined}
              className={classNames(
                "inline-flex min-h-touch items-center rounded-plate px-3 font-bold no-underline decoration-[3px] decoration-buoy underline-offset-8 hover:bg-well",
                here === href ? "text-ink underline" : "text-ink-soft hover:text-ink",
              )}
            >
              <LinkPending bare />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

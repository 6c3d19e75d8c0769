"use client";
// Views of one list as links, each with its count. The address says which one is open.
import Link from "next/link";
import { classNames } from "./class-names";
import { LinkPending } from "./link-pending";

export interface NavTab {
  href: string;
  label: string;
  /** "12", or "1,000+" when the count was capped. */
  count?: string;
  current: boolean;
}

export function NavTabs({
  tabs,
  label,
  bare = false,
}: {
  tabs: readonly NavTab[];
  label: string;
  /** No counts on a phone, where they would push tabs out of sight. */
  bare?: boolean;
}) {
  return (
    <nav
      aria-label={label}
      className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0"
    >
      <ul className="flex min-w-max border-ink border-b-2">
        {tabs.map((tab) => (
          <li key={tab.href} ref={tab.current ? intoSight : undefined}>
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={classNames(
                "-outline-offset-2 flex min-h-touch items-center gap-2 rounded-t-plate px-4 py-2 font-bold no-underline",
                tab.current ? "bg-ink text-page" : "text-ink hover:bg-well",
              )}
            >
              <LinkPending />
              {tab.label}
              {tab.count !== undefined && (
                <span
                  className={classNames(
                    "rounded-plate px-1.5 text-sm tabular-nums leading-relaxed",
                    bare && "max-sm:hidden",
                    tab.current ? "bg-page/20" : "bg-well text-ink-soft",
                  )}
                >
                  {tab.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A phone's screen holds a part of the tabs: the one that is open comes to its middle, and the page stays where it is. */
function intoSight(tab: HTMLElement | null) {
  const strip = tab?.closest("nav");
  if (!tab || !strip) return;
  const middle = (box: DOMRect) => box.left + box.width / 2;
  strip.scrollLeft += middle(tab.getBoundingClientRect()) - middle(strip.getBoundingClientRect());
}

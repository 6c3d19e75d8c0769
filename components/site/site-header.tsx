// The top of every page: the mark, the way around for who is signed in, and the chart's edge.
import { ButtonLink } from "@/components/ui/button";
import type { Role } from "@/lib/domain/account/schema";
import { AccountMenu } from "./account-menu";
import { BrandLink } from "./brand";
import { type NavItem, NavLinks } from "./nav-links";

const CAPTAIN: readonly NavItem[] = [
  { href: "/captain", label: "Dashboard" },
  { href: "/captain/media", label: "Library" },
  { href: "/captain/profile", label: "Profile" },
];
const STAFF: readonly NavItem[] = [
  { href: "/staff/media", label: "Media desk" },
  { href: "/staff/videos", label: "Videos" },
  { href: "/staff/drafts", label: "Drafts desk" },
  { href: "/staff/problems", label: "Reports" },
  { href: "/staff/metrics", label: "Metrics" },
  { href: "/staff/integrity", label: "Integrity" },
  { href: "/staff/audit", label: "Audit" },
];
const ADMIN: readonly NavItem[] = [...STAFF, { href: "/staff/people", label: "People" }];
const ITEMS: Record<Role, readonly NavItem[]> = { CAPTAIN, STAFF, ADMIN };

export interface SiteHeaderProps {
  /** null when nobody is signed in, undefined when that can't be known right now. */
  visitor: { id: string; name: string; role: Role } | null | undefined;
}

export function SiteHeader({ visitor }: SiteHeaderProps) {
  const items = visitor ? ITEMS[visitor.role] : [];
  return (
    <header className="bg-card">
      <div className="mx-auto flex min-h-16 max-w-7xl items-center gap-x-6 px-4 sm:px-6">
        <BrandLink />
        {visitor && (
          <>
            <NavLinks items={items} />
            <AccountMenu id={visitor.id} name={visitor.name} items={items} />
          </>
        )}
        {visitor === null && (
          <div className="ml-auto flex items-center gap-1 sm:gap-3">
            <ButtonLink href="/sign-in" variant="quiet" prefetch={false} className="max-sm:-mr-4">
              Sign in
            </ButtonLink>
            <ButtonLink href="/sign-up" className="max-sm:hidden" prefetch={false}>
              Create account
            </ButtonLink>
          </div>
        )}
      </div>
      <div aria-hidden className="chart-rule" />
    </header>
  );
}

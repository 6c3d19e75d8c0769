// What stands where a list would: the desk's own words for an empty one, or the way back from a page that has emptied.
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function NothingListed({
  icon,
  title,
  isLater,
  firstPage,
}: {
  icon: ReactNode;
  title: string;
  /** A page behind the first was asked for. */
  isLater: boolean;
  firstPage: string;
}) {
  if (!isLater) return <EmptyState icon={icon} title={title} />;
  return (
    <EmptyState
      icon={<Search />}
      title="This page has emptied"
      action={<ButtonLink href={firstPage}>First page</ButtonLink>}
    >
      What stood here has moved on.
    </EmptyState>
  );
}

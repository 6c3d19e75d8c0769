// The way through a list by its cursors, forwards and back. Links, no script needed.
import { ArrowLeft, ArrowRight } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";

export function Pager({
  nextCursor,
  previousCursor,
  addressOf,
}: {
  nextCursor: string | null;
  previousCursor: string | null;
  /** Of the page that this cursor names, or of the first. */
  addressOf: (cursor?: string) => string;
}) {
  if (!nextCursor && !previousCursor) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <span className="flex flex-wrap gap-3">
        {previousCursor && (
          <>
            <ButtonLink href={addressOf()} prefetch={false} variant="quiet">
              First page
            </ButtonLink>
            <ButtonLink
              href={addressOf(previousCursor)}
              prefetch={false}
              rel="prev"
              icon={<ArrowLeft aria-hidden />}
            >
              Previous
            </ButtonLink>
          </>
        )}
      </span>
      {nextCursor && (
        <ButtonLink href={addressOf(nextCursor)} prefetch={false} rel="next">
          Next
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}

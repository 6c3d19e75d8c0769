// What stands where there is no such page, or none for this visitor.
import { MapPinOff } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function NotFoundPlate() {
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6 sm:py-16">
      <EmptyState
        as="h1"
        icon={<MapPinOff />}
        title="This spot is not on the chart"
        action={
          <>
            <ButtonLink href="/captain" variant="primary">
              Go to your dashboard
            </ButtonLink>
            <ButtonLink href="/">Start page</ButtonLink>
          </>
        }
      >
        <p>The page was moved or removed, or it belongs to somebody else. Check the address.</p>
      </EmptyState>
    </div>
  );
}

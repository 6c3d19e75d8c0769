// One finished charter on the dashboard: what guests see, and the way to change it.
import { Images } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { Picture } from "@/components/ui/picture";
import type { CharterSummary } from "@/lib/domain/charter/schema";
import { EditCharterButton } from "./edit-charter-button";

export function CharterCard({
  charter,
  openDraftId,
}: {
  charter: CharterSummary;
  /** The draft in which this charter is being changed. */
  openDraftId: string | undefined;
}) {
  const { id, name, city, state, photos, coverUrl, coverFocalX, coverFocalY } = charter;
  return (
    <article className="flex flex-col overflow-hidden rounded-card border-[1.5px] border-line bg-card">
      {coverUrl ? (
        <Picture
          url={coverUrl}
          focalX={coverFocalX}
          focalY={coverFocalY}
          alt=""
          className="aspect-3/2 w-full object-cover"
          sizes="(min-width: 1024px) 320px, (min-width: 640px) 50vw, 100vw"
        />
      ) : (
        <div className="aspect-3/2 bg-well" />
      )}
      <div className="flex flex-1 flex-col gap-4 p-4 sm:p-6">
        <div>
          <h3 className="text-lg">{name}</h3>
          <p className="flex flex-wrap justify-between gap-x-4 text-ink-soft text-sm">
            <span>
              {city}, {state}
            </span>
            <span className="flex items-center gap-1.5">
              <Images aria-hidden className="size-4.5" />
              {photos === 1 ? "1 photo" : `${photos} photos`}
            </span>
          </p>
        </div>
        <div className="mt-auto flex flex-wrap gap-2">
          <ButtonLink href={`/charters/${id}`} className="flex-1" aria-label={`Open ${name}`}>
            Open the page
          </ButtonLink>
          <EditCharterButton charterId={id} name={name} openDraftId={openDraftId} />
        </div>
      </div>
    </article>
  );
}

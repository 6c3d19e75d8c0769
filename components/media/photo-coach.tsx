"use client";
// The photo coach: a friendly word on photos that could be better, in one place above them and in a word
// on each tile. It never stops anybody.
import { Lightbulb } from "lucide-react";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useFocusNeighbour } from "@/components/ui/use-focus-neighbour";
import { callFine, lookAtStored, photoLooks, type SeenPhotos } from "@/lib/client/photo-looks";
import { isShown } from "@/lib/client/photo-order";
import { type CoachedPhoto, type PhotoTip, tipsOn } from "@/lib/client/photo-tips";
import type { Upload } from "@/lib/client/uploads-state";
import type { MediaView } from "@/lib/domain/media/schema";

const Tips = createContext<readonly PhotoTip[]>([]);
const NOTHING_SEEN: SeenPhotos = new Map();
const nothingSeen = () => NOTHING_SEEN;

/** Looks at these photos and lets {@link PhotoCoach} and {@link PhotoHint} below it speak. */
export function CoachedPhotos({
  photos,
  uploads,
  children,
}: {
  /** As they stand in the draft. */
  photos: readonly MediaView[];
  uploads: readonly Upload[];
  children: ReactNode;
}) {
  const seen = useSyncExternalStore(photoLooks.subscribe, photoLooks.get, nothingSeen);
  const shown = useMemo(() => photos.filter(isShown), [photos]);
  useEffect(() => lookAtStored(shown), [shown]);
  // Files on their way change many times a second; only which they are matters here.
  const onTheirWay = JSON.stringify(
    uploads
      .filter(({ phase }) => phase !== "failed" && phase !== "choosing")
      .map(({ id, name }) => ({ id, name })),
  );
  const tips = useMemo(() => {
    const arrived = photos
      .map((photo, at) => ({ photo, name: `Photo ${at + 1}` }))
      .filter(({ photo }) => isShown(photo))
      .map(({ photo: { id }, name }) => ({ id, name }));
    const arriving: CoachedPhoto[] = JSON.parse(onTheirWay);
    return tipsOn([...arrived, ...arriving], seen);
  }, [photos, onTheirWay, seen]);
  return <Tips value={tips}>{children}</Tips>;
}

/** All tips, each with the way to be done with it. */
export function PhotoCoach() {
  const tips = useContext(Tips);
  // It stays when the last tip goes, to take the focus.
  const place = useRef<HTMLDivElement>(null);
  const focusNear = useFocusNeighbour(place, "button");
  const count = tips.length === 1 ? "A tip on 1 photo" : `A tip on ${tips.length} photos`;
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <p role="status" className="sr-only">
        {tips.length > 0 && `${count}.`}
      </p>
      {tips.length > 0 && (
        <section
          aria-labelledby="photo-coach"
          className="mt-4 rounded-plate border-sea border-l-[6px] bg-sea-tint px-4 pt-3 pb-1"
        >
          <h3
            id="photo-coach"
            className="flex items-center gap-2.5 font-bold font-sans text-base tracking-normal"
          >
            <Lightbulb aria-hidden className="size-5.5 shrink-0 text-sea" />
            {count}
          </h3>
          <ul className="mt-1">
            {tips.map((tip, at) => (
              <li
                key={tip.id}
                className="flex flex-wrap items-center justify-between gap-x-4 border-sea/25 border-t py-1.5 first:border-t-0"
              >
                <p className="min-w-0 flex-1 basis-56">
                  <strong className="break-words">{tip.name}</strong> {tip.says} {tip.remedy}
                </p>
                <Button
                  variant="quiet"
                  aria-label={`Keep ${tip.name} as it is`}
                  onClick={() => {
                    callFine(tip.id);
                    focusNear(at);
                  }}
                  className="-mr-4 max-sm:-ml-4"
                >
                  Keep it
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** The tip on one photo or file on its way, if there is one: one word on its tile. */
export function PhotoHint({ id }: { id: string }) {
  const tip = useContext(Tips).find((one) => one.id === id);
  return tip ? (
    <Badge tone="warn" icon={<Lightbulb aria-hidden />}>
      {tip.short}
    </Badge>
  ) : null;
}

"use client";
// All that is on its way: how far it is together, what holds it up, and each file. Files that only wait are
// shown on demand: sixty rows help nobody.
import { useCallback, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import type { TwinChoice } from "@/lib/client/upload-orders";
import type { UploadQueue } from "@/lib/client/upload-queue";
import { countUnderWay, type Upload, type UploadsState } from "@/lib/client/uploads-state";
import { UploadRow } from "./upload-row";
import { UploadSum } from "./upload-sum";
import { UploadTrouble } from "./upload-trouble";
import { photosInWords } from "./upload-words";

/** So many that wait stand below those that move. */
const WAITING_SHOWN = 3;

export function UploadDesk({
  uploads,
  queue,
}: {
  uploads: UploadsState;
  queue: UploadQueue | null;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [isAllShown, setIsAllShown] = useState(false);
  const { shown, hidden } = useMemo(
    () => visibleOf(uploads.uploads, isAllShown),
    [uploads.uploads, isAllShown],
  );
  useFocusKept(place, "li", "[data-remove]");
  const retry = useCallback((id: string) => queue?.retry(id), [queue]);
  const cancel = useCallback((id: string) => queue?.cancel(id), [queue]);
  const choose = useCallback(
    (id: string, choice: TwinChoice) => queue?.choose([id], choice),
    [queue],
  );

  return (
    // It stays when the last file is gone, to take the focus.
    <div ref={place} tabIndex={-1} className="outline-none">
      {uploads.uploads.length > 0 && (
        <section aria-label="Photos on the way" className="grid gap-3">
          {countUnderWay(uploads) > 0 && uploads.total && (
            <UploadSum
              total={uploads.total}
              uploads={uploads}
              onStopAll={() => {
                queue?.cancelAll();
                // After the dialog has given its own focus back.
                requestAnimationFrame(() => place.current?.focus());
              }}
            />
          )}
          <UploadTrouble uploads={uploads} queue={queue} />
          <ul className="grid gap-2 lg:grid-cols-2">
            {shown.map((upload) => (
              <UploadRow
                key={upload.id}
                upload={upload}
                hold={uploads.hold}
                onRetry={retry}
                onChoose={choose}
                onCancel={cancel}
              />
            ))}
          </ul>
          {(hidden > 0 || (isAllShown && uploads.uploads.length > WAITING_SHOWN)) && (
            <Button aria-expanded={isAllShown} onClick={() => setIsAllShown(!isAllShown)}>
              {isAllShown ? "Show fewer" : `Show ${photosInWords(hidden)} more that wait`}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}

function visibleOf(
  uploads: readonly Upload[],
  isAllShown: boolean,
): { shown: readonly Upload[]; hidden: number } {
  if (isAllShown) return { shown: uploads, hidden: 0 };
  let waiting = 0;
  const shown = uploads.filter(({ phase }) => phase !== "waiting" || waiting++ < WAITING_SHOWN);
  const hidden = uploads.length - shown.length;
  // The button would take the place of the one.
  return hidden > 1 ? { shown, hidden } : { shown: uploads, hidden: 0 };
}

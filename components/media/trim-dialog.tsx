"use client";
// Which part of a clip guests shall see, and the picture that stands for it. The whole screen on a phone.
import { Pause, Play } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { sizeInWords } from "@/components/words/quantities";
import { type ClipFacts, estimateBytes, isWithinRules, planClip } from "@/lib/client/clip-plan";
import { firstRange, momentWithin, TRIM, type TrimRange } from "@/lib/client/trim-range";
import type { ClipChoice } from "@/lib/client/video-work";
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import { FilmStrip } from "./film-strip";
import { TrimSlider } from "./trim-slider";
import { useClipPreview } from "./use-clip-preview";
import { momentInWords, secondsInWords } from "./video-words";

/** The first moment is often a blur. */
const POSTER_AFTER_SEC = 0.5;

export function TrimDialog({
  name,
  file,
  facts,
  onChoose,
  onLater,
}: {
  name: string;
  file: Blob;
  facts: ClipFacts;
  onChoose: (choice: ClipChoice) => void;
  onLater: () => void;
}) {
  const { durationSec } = facts;
  const whole = { startSec: 0, endSec: durationSec };
  const [range, setRange] = useState<TrimRange>(() =>
    isWithinRules(facts) ? whole : firstRange(durationSec),
  );
  const [wanted, setWanted] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const preview = useClipPreview(file, facts.type, range);
  const posterId = useId();
  const posterSec = momentWithin(range, wanted ?? range.startSec + POSTER_AFTER_SEC);

  const choose = async (chosen: TrimRange) => {
    setBusy(true);
    const poster = await preview.picture(momentWithin(chosen, posterSec));
    onChoose({ range: chosen, poster });
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && !busy && onLater()}
      title="Choose the part to show"
      description={`Up to ${VIDEO_LIMITS.maxSec} seconds of ${name}.`}
      footer={
        <>
          {isWithinRules(facts) && (
            <Button aria-disabled={busy} onClick={() => !busy && void choose(whole)}>
              Use it as it is
            </Button>
          )}
          <Button variant="primary" busy={busy} onClick={() => void choose(range)}>
            Add this part
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {preview.isBlind ? (
          <Notice>
            This browser can’t show this clip. Choose the part by its times; we prepare it for you.
          </Notice>
        ) : (
          <div className="relative mx-auto w-fit">
            {/* biome-ignore lint/a11y/useMediaCaption: a captain's own clip, before it is anywhere. */}
            <video
              ref={preview.video}
              src={preview.url}
              playsInline
              preload="auto"
              aria-label={`Preview of ${name}`}
              onError={preview.onBlind}
              onLoadedMetadata={() => preview.show(posterSec)}
              style={{ aspectRatio: `${facts.width} / ${facts.height}` }}
              className="max-h-[max(30dvh,calc(100dvh-27rem))] min-h-0 max-w-full rounded-plate bg-deep sm:max-h-[36dvh]"
            />
            <IconButton
              tone="over"
              label={preview.isPlaying ? "Pause" : "Play this part"}
              icon={preview.isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
              className="absolute bottom-2 left-2"
              onClick={preview.toggle}
            />
          </div>
        )}
        <TrimSlider
          range={range}
          durationSec={durationSec}
          onMove={(moved, handle) => {
            setRange(moved);
            preview.show(handle === "start" ? moved.startSec : momentWithin(moved, moved.endSec));
          }}
        >
          <FilmStrip file={file} />
        </TrimSlider>
        <p className="text-center text-sm tabular-nums">
          <strong>{secondsInWords(range.endSec - range.startSec)}</strong>, from{" "}
          {momentInWords(range.startSec)} to {momentInWords(range.endSec)}
          <span className="text-ink-soft"> · {travelsInWords(facts, range)}</span>
        </p>
        {!preview.isBlind && (
          <div className="grid gap-1">
            <label htmlFor={posterId} className="font-bold">
              Picture guests see first
            </label>
            <input
              id={posterId}
              type="range"
              min={range.startSec}
              max={momentWithin(range, range.endSec)}
              step={TRIM.stepSec}
              value={posterSec}
              aria-valuetext={momentInWords(posterSec)}
              onChange={({ target }) => {
                setWanted(Number(target.value));
                preview.show(Number(target.value));
              }}
              className="h-touch w-full cursor-pointer accent-sea"
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function travelsInWords(facts: ClipFacts, range: TrimRange): string {
  const size = sizeInWords(estimateBytes(facts, range));
  if (planClip(facts, range) !== "server") return `about ${size}`;
  return `all ${size} are sent, and we cut it`;
}

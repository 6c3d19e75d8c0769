"use client";
// The form a captain fills in, step by step, saved as they go. Steps open in any order; what is missing
// is said when they go on, and never keeps anything from being saved.
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { PhotoStep } from "@/components/media/photo-step";
import { useDraftPhotos } from "@/components/media/use-draft-photos";
import { useDraftVideos } from "@/components/media/use-draft-videos";
import { VideoStep } from "@/components/media/video-step";
import { PageShell } from "@/components/ui/page-shell";
import { Steps } from "@/components/ui/steps";
import { useHydrated } from "@/components/ui/use-hydrated";
import { isShown } from "@/lib/client/photo-order";
import {
  DRAFT_STEPS,
  type DraftStepKey,
  finishedSteps,
  stepOfField,
} from "@/lib/domain/draft/rules";
import type { DraftData, DraftView, Unfinished } from "@/lib/domain/draft/schema";
import type { MediaView } from "@/lib/domain/media/schema";
import { BoatStep } from "./boat-step";
import { CharterStep } from "./charter-step";
import { ConflictDialog } from "./conflict-dialog";
import { DescriptionStep } from "./description-step";
import { DraftEditingProvider } from "./draft-editing";
import { DraftNotice } from "./draft-notice";
import { focusField } from "./focus-field";
import { ReviewStep } from "./review-step";
import { SaveIndicator } from "./save-indicator";
import { TripsStep } from "./trips-step";
import { useAutosave } from "./use-autosave";
import { useComplaints } from "./use-complaints";
import { stepIndex, useWizardStep } from "./use-wizard-step";
import { WizardActions } from "./wizard-actions";

export interface DraftWizardProps {
  /** The captain, by user id. */
  ownerId: string;
  draft: DraftView;
  /** What the captain's profile already knows of them. */
  operator: Unfinished<DraftData["operator"]>;
  /** What the draft would take, in order; for a draft that edits a charter, the charter's own first. */
  photos: readonly MediaView[];
  /** The captain's other open drafts. */
  otherDrafts: readonly { name: string }[];
}

export function DraftWizard({
  ownerId,
  draft,
  operator,
  photos: firstPhotos,
  otherDrafts,
}: DraftWizardProps) {
  const [autosave, state] = useAutosave(ownerId, draft, operator);
  const photos = useDraftPhotos(ownerId, draft.id, firstPhotos);
  const videos = useDraftVideos(ownerId, draft.id);
  const isAlive = useHydrated();
  useFreshPage(isAlive);
  const [step, openStep] = useWizardStep(draft.currentStep);
  const complaints = useComplaints(state.data);
  const body = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<{ step: DraftStepKey; paths: string[] } | null>(null);

  useStepChange(step, body, autosave.goTo);
  useEffect(() => {
    if (wanted?.step === step && body.current) focusField(body.current, wanted.paths);
  }, [wanted, step]);

  const lacks = Object.keys(complaints.missing).filter((path) => stepOfField(path) === step);
  const next = DRAFT_STEPS[stepIndex(step) + 1];
  const previous = DRAFT_STEPS[stepIndex(step) - 1];
  const goOn = () => {
    complaints.check(step);
    if (lacks.length > 0) setWanted({ step, paths: lacks });
    else if (next) openStep(next.key);
  };
  const openField = (path: string) => {
    const itsStep = stepOfField(path);
    complaints.check(itsStep);
    openStep(itsStep);
    setWanted({ step: itsStep, paths: [path] });
  };

  const editing = useMemo(
    () => ({
      data: state.data,
      latest: () => autosave.get().data,
      edit: autosave.edit,
      errors: complaints.shown,
      leave: complaints.leave,
    }),
    [state.data, autosave, complaints.shown, complaints.leave],
  );
  const indicator = (
    <SaveIndicator state={state} onRetry={() => void autosave.flush().catch(() => {})} />
  );
  const photoCount = photos.all.filter(isShown).length;
  const finished = useMemo(() => finishedSteps(state.data, photoCount), [state.data, photoCount]);
  // Nobody is told of what is missing on a step they have not come to.
  const isDue = (key: DraftStepKey) =>
    key !== "review" &&
    (complaints.isChecked(key) || stepIndex(key) < Math.max(state.step, draft.currentStep));
  const title =
    state.data.charterName?.trim() || (draft.editsCharterId ? "Your charter" : "New charter");

  return (
    <PageShell title={title} width="page">
      <Steps
        label="Steps of your charter"
        steps={DRAFT_STEPS.map(({ key, title: name }) => ({
          key,
          title: name,
          state: finished.includes(key) ? "done" : isDue(key) ? "lacks" : "open",
        }))}
        current={step}
        onSelect={(key) => openStep(key as DraftStepKey)}
      />
      <div ref={body} className="mt-6">
        <h2 tabIndex={-1} className="sr-only">
          {DRAFT_STEPS[stepIndex(step)]?.title}
        </h2>
        <DraftNotice notice={state.notice} onDismiss={autosave.dismissNotice} />
        <DraftEditingProvider value={editing}>
          {/* What is typed before the scripts run would be lost without a word. */}
          <fieldset disabled={!isAlive} className="min-w-0">
            {step === "review" ? (
              <ReviewStep
                autosave={autosave}
                state={state}
                photos={photos}
                videos={videos}
                indicator={indicator}
                onOpenField={openField}
                onOpenStep={openStep}
              />
            ) : (
              <form
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  goOn();
                }}
              >
                <div className="grid gap-6">
                  {step === "charter" && <CharterStep />}
                  {step === "boat" && <BoatStep />}
                  {step === "trips" && <TripsStep />}
                  {step === "description" && <DescriptionStep />}
                  {step === "media" && (
                    <>
                      <PhotoStep photos={photos} otherDrafts={otherDrafts} onVideos={videos.add} />
                      <VideoStep videos={videos} />
                    </>
                  )}
                </div>
                <WizardActions
                  indicator={indicator}
                  {...(previous && { onBack: () => openStep(previous.key) })}
                  {...(next &&
                    lacks.length > 0 &&
                    complaints.isChecked(step) && {
                      onSkip: () => openStep(next.key),
                    })}
                />
              </form>
            )}
          </fieldset>
        </DraftEditingProvider>
      </div>
      <ConflictDialog conflicts={state.conflicts} onChoose={autosave.choose} />
    </PageShell>
  );
}

/**
 * Going back shows a page as it was when it was left: it is read once more, and leads on to the charter when
 * the draft has become one. A page that came as HTML is fresh.
 */
function useFreshPage(isAlive: boolean) {
  const router = useRouter();
  const [isFresh] = useState(!isAlive);
  useEffect(() => {
    // Without a connection Next would leave for the browser's error page.
    if (!isFresh && navigator.onLine) router.refresh();
  }, [isFresh, router]);
}

/** Tells the draft where the captain is, and starts each step at its top, for eyes and screen readers alike. */
function useStepChange(
  step: DraftStepKey,
  body: RefObject<HTMLElement | null>,
  tell: (index: number) => void,
) {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    tell(stepIndex(step));
    window.scrollTo({ top: 0 });
    body.current?.querySelector("h2")?.focus({ preventScroll: true });
  }, [step, body, tell]);
}

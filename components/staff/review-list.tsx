"use client";
// The items of one page of the review: chosen, opened and acted on, by mouse, touch and keyboard.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { toastUndo } from "@/lib/client/toast";
import type { CappedCount } from "@/lib/domain/media/schema";
import type { MediaActionName } from "@/lib/domain/staff/kinds";
import { ActionButtons, fitting, LETTERS } from "./action-buttons";
import { ActionDialog, needsTalk } from "./action-dialog";
import { AllThatMatch, ChosenBar } from "./chosen-bar";
import { ConfirmPassword } from "./confirm-password";
import { MediaDrawer } from "./media-drawer";
import { ReportNotice } from "./report-notice";
import { filterOf, type ReviewView, reviewAddress } from "./review-address";
import type { ReviewItem } from "./review-item";
import { ReviewItems } from "./review-items";
import { useChoice } from "./use-choice";
import { useItemFocus } from "./use-item-focus";
import { type Choices, useMediaActions } from "./use-media-actions";
import { useOpenItem } from "./use-open-item";
import { useReviewKeys } from "./use-review-keys";

export function ReviewList({
  label,
  items,
  view,
  hasMore,
  isAdmin,
}: {
  label: string;
  items: readonly ReviewItem[];
  view: ReviewView;
  /** More match than stand here. */
  hasMore: boolean;
  isAdmin: boolean;
}) {
  const list = useRef<HTMLDivElement>(null);
  const ids = items.map(({ id }) => id);
  const [matching, setMatching] = useState<CappedCount | null>(null);
  // Another choice than the whole page stands for itself alone, also when the whole page is chosen anew.
  const { chosen, choose, chooseAll, chooseNone } = useChoice(ids, () => setMatching(null));
  const open = useOpenItem();
  const [asked, setAsked] = useState<Asked>();
  const [unconfirmed, setUnconfirmed] = useState<() => void>();
  const [mark, setMark] = useState(0);
  const isOpen = open.id !== null;
  const actions = useMediaActions(
    () => {
      chooseNone();
      setMark((now) => now + 1);
    },
    { isDrawerOpen: isOpen },
  );
  useItemFocus(list, items);
  const { undoable, forgetUndo } = actions;
  // However the drawer was left, by the browser's way back too, what can be undone there can be undone here.
  useEffect(() => {
    if (isOpen || !undoable) return;
    toastUndo(undoable.sentence, undoable.undo);
    forgetUndo();
  });
  const all = chosen.length === items.length && matching ? matching : undefined;

  const of = (wanted: readonly string[]) => items.filter(({ id }) => wanted.includes(id));
  const ask = (action: MediaActionName, on: readonly ReviewItem[], matching?: CappedCount) => {
    if (matching || needsTalk(action)) setAsked({ action, on, matching });
    else void actions.act(on, { action });
  };
  async function act({ on, matching }: Asked, choices: Choices) {
    const answer = matching
      ? await actions.actOnAll(filterOf(view), choices)
      : await actions.act(on, choices);
    if (answer === "confirm")
      setUnconfirmed(() => () => void act({ action: choices.action, on }, choices));
    else if (answer) {
      setAsked(undefined);
      setMatching(null);
    }
  }
  const { onKeyDown, handleOf } = useReviewKeys(list, ids, {
    onOpen: open.show,
    onChoose: choose,
    onLeave: chooseNone,
    onLetter: (letter, id) => {
      if (all) return;
      const on = of(chosen.length > 0 ? chosen : [id]);
      const action = LETTERS[letter];
      const { first, more } = fitting(on, isAdmin);
      if (action && [...first, ...more].includes(action) && !actions.isBusy) ask(action, on);
    },
  });
  const propsOf = (item: ReviewItem) => ({
    item,
    captainHref: item.captain
      ? reviewAddress({ ...view, q: undefined, captainId: item.captain.id })
      : undefined,
    isChosen: chosen.includes(item.id),
    onChoose: (range: boolean) => choose(item.id, range),
    handle: handleOf(item.id),
  });
  const at = open.id === null ? -1 : ids.indexOf(open.id);
  const stepTo = (id: string | undefined) => (at >= 0 && id ? () => open.step(id) : null);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links within.
    <div ref={list} onKeyDown={onKeyDown} className="grid gap-4">
      {actions.report && <ReportNotice report={actions.report} onClose={actions.forgetReport} />}
      <p className="text-ink-soft text-sm pointer-coarse:hidden">
        Arrow keys move, <Key>Space</Key> chooses, <Key>Enter</Key> opens, <Key>R</Key> reviews,{" "}
        <Key>X</Key> rejects, <Key>Delete</Key> removes, <Key>/</Key> searches.
      </p>
      <ReviewItems label={label} look={view.look} items={items.map(propsOf)} />
      {chosen.length > 0 && (
        <ChosenBar
          label="Chosen items"
          chosen={chosen.length}
          shown={items.length}
          matching={all}
          onAll={chooseAll}
          onNone={chooseNone}
        >
          {hasMore && chosen.length === items.length && !all && (
            <AllThatMatch view={view} onCounted={setMatching} />
          )}
          <ActionButtons
            chosen={of(chosen)}
            isAdmin={isAdmin}
            isBusy={actions.isBusy}
            isAll={all !== undefined}
            onAction={(action) => ask(action, of(chosen), all)}
          />
        </ChosenBar>
      )}
      {open.id !== null && (
        <MediaDrawer
          id={open.id}
          mark={mark}
          onClose={open.close}
          undoable={actions.undoable}
          onStep={{ previous: stepTo(ids[at - 1]), next: stepTo(ids[at + 1]) }}
          actionsOf={(item) => (
            <ActionButtons
              chosen={[item]}
              isAdmin={isAdmin}
              isBusy={actions.isBusy}
              onAction={(action) => ask(action, [item])}
            />
          )}
        />
      )}
      {asked && (
        <ActionDialog
          action={asked.action}
          chosen={asked.on}
          matching={asked.matching}
          isBusy={actions.isBusy}
          onClose={() => setAsked(undefined)}
          onAct={(choices: Choices) => void act(asked, choices)}
        />
      )}
      {unconfirmed && (
        <ConfirmPassword
          onClose={() => setUnconfirmed(undefined)}
          onConfirmed={() => {
            setUnconfirmed(undefined);
            unconfirmed();
          }}
        />
      )}
    </div>
  );
}

interface Asked {
  action: MediaActionName;
  on: readonly ReviewItem[];
  /** Of all that match, of which these are a part. */
  matching?: CappedCount | undefined;
}

function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-plate border border-edge bg-card px-1.5 font-sans text-xs">
      {children}
    </kbd>
  );
}

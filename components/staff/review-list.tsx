"use client";
// The items of one page of the review: chosen, opened and acted on, by mouse, touch and keyboard.
import { X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { countInWords } from "@/components/words/quantities";
import { api } from "@/lib/client/api";
import { toastError, toastUndo } from "@/lib/client/toast";
import type { CappedCount } from "@/lib/domain/media/schema";
import type { MediaActionName } from "@/lib/domain/staff/kinds";
import { ActionButtons, fitting, LETTERS } from "./action-buttons";
import { ActionDialog, needsTalk } from "./action-dialog";
import { ConfirmPassword } from "./confirm-password";
import { MediaDrawer } from "./media-drawer";
import { filterFields, filterOf, type ReviewView, reviewAddress } from "./review-address";
import { ReviewCard, ReviewRow } from "./review-card";
import type { ReviewItem } from "./review-item";
import { useChoice } from "./use-choice";
import { type ActionReport, type Choices, useMediaActions } from "./use-media-actions";
import { useReviewKeys } from "./use-review-keys";

const COLUMNS = ["Item", "Captain", "Charter", "Uploaded", "Size", "Verdict"];

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
  const choice = useChoice(ids);
  const { chosen } = choice;
  const open = useOpenItem();
  const [asked, setAsked] = useState<Asked>();
  const [unconfirmed, setUnconfirmed] = useState<() => void>();
  const [matching, setMatching] = useState<CappedCount | null>(null);
  // Another choice than the whole page stands for itself alone, also when the whole page is chosen anew.
  const choose = (id: string, range: boolean) => {
    setMatching(null);
    choice.choose(id, range);
  };
  const chooseAll = () => {
    setMatching(null);
    choice.chooseAll();
  };
  const chooseNone = () => {
    setMatching(null);
    choice.chooseNone();
  };
  const [mark, setMark] = useState(0);
  const isOpen = open.id !== null;
  const actions = useMediaActions(
    () => {
      chooseNone();
      setMark((now) => now + 1);
    },
    { isDrawerOpen: isOpen },
  );
  useFocusKept(list, items);
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
      {actions.report && <Report report={actions.report} onClose={actions.forgetReport} />}
      <p className="text-ink-soft text-sm pointer-coarse:hidden">
        Arrow keys move, <Key>Space</Key> chooses, <Key>Enter</Key> opens, <Key>R</Key> reviews,{" "}
        <Key>X</Key> rejects, <Key>Delete</Key> removes, <Key>/</Key> searches.
      </p>
      {view.look === "table" ? (
        <section
          aria-label={`${label}, scrolls sideways`}
          className="overflow-x-auto rounded-card border-[1.5px] border-line bg-card"
        >
          <table aria-label={label} className="w-full text-sm">
            <thead>
              <tr className="border-ink border-b-2 text-left">
                <td />
                {COLUMNS.map((name) => (
                  <th key={name} scope="col" className="px-3 py-2 first-of-type:pl-0">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <ReviewRow key={item.id} {...propsOf(item)} />
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <ul
          aria-label={label}
          className="grid grid-cols-1 gap-4 min-[420px]:grid-cols-2 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5"
        >
          {items.map((item) => (
            <ReviewCard key={item.id} {...propsOf(item)} />
          ))}
        </ul>
      )}
      {chosen.length > 0 && (
        <fieldset
          aria-label="Chosen items"
          className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center gap-2 border-ink border-t-2 bg-card p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:mx-0 sm:bottom-3 sm:rounded-card sm:border-2"
        >
          <p role="status" className="min-w-24 flex-1 px-1 font-bold tabular-nums">
            {all
              ? `All ${countInWords(all)} that match`
              : `${chosen.length} of ${items.length} chosen`}
          </p>
          {hasMore && chosen.length === items.length && !all && (
            <AllThatMatch view={view} onCounted={setMatching} />
          )}
          <Button variant="quiet" disabled={chosen.length === items.length} onClick={chooseAll}>
            All
          </Button>
          <Button
            variant="quiet"
            onClick={() => {
              chooseNone();
            }}
          >
            None
          </Button>
          <ActionButtons
            chosen={of(chosen)}
            isAdmin={isAdmin}
            isBusy={actions.isBusy}
            isAll={all !== undefined}
            onAction={(action) => ask(action, of(chosen), all)}
          />
        </fieldset>
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

/** Goes from the page to all that match the view, wherever they stand. */
function AllThatMatch({
  view,
  onCounted,
}: {
  view: ReviewView;
  onCounted: (matching: CappedCount) => void;
}) {
  const [isBusy, setIsBusy] = useState(false);
  async function count() {
    setIsBusy(true);
    try {
      onCounted((await api.countMatching(filterFields(view))).matching);
    } catch (error) {
      toastError(error);
    }
    setIsBusy(false);
  }
  return (
    <Button busy={isBusy} onClick={() => void count()}>
      All that match
    </Button>
  );
}

const ITEM = "item";

/** The opened item stands in the address, so it can be shared and the way back closes it. */
function useOpenItem() {
  const search = useSearchParams();
  const addressOf = (id: string | null) => {
    const next = new URLSearchParams(search);
    if (id === null) next.delete(ITEM);
    else next.set(ITEM, id);
    const text = next.toString();
    return text ? `?${text}` : location.pathname;
  };
  return {
    id: search.get(ITEM),
    show: (id: string) => history.pushState(null, "", addressOf(id)),
    step: (id: string) => history.replaceState(null, "", addressOf(id)),
    close: () => history.replaceState(null, "", addressOf(null)),
  };
}

/** When what had the focus has left the list, the item that stands in its place takes it. */
function useFocusKept(list: RefObject<HTMLElement | null>, items: readonly ReviewItem[]): void {
  const last = useRef<{ id: string; at: number } | null>(null);
  useEffect(() => {
    const container = list.current;
    const note = ({ target }: FocusEvent) => {
      const id = target instanceof Element && target.getAttribute("data-item");
      const all = [...(container?.querySelectorAll("[data-item]") ?? [])];
      if (id) last.current = { id, at: all.indexOf(target) };
    };
    container?.addEventListener("focusin", note);
    return () => container?.removeEventListener("focusin", note);
  }, [list]);
  useEffect(() => {
    const had = last.current;
    if (!had || items.some(({ id }) => id === had.id) || document.activeElement !== document.body)
      return;
    const all = list.current?.querySelectorAll<HTMLElement>("[data-item]");
    all?.[Math.min(had.at, items.length - 1)]?.focus();
  }, [list, items]);
}

function Report({ report, onClose }: { report: ActionReport; onClose: () => void }) {
  const { done, failed } = report;
  return (
    <Notice
      tone="warn"
      live
      title={`${done} done, ${failed.length} not`}
      action={<IconButton label="Close the report" icon={<X aria-hidden />} onClick={onClose} />}
    >
      <ul className="list-disc pl-5">
        {failed.map(({ id, what, why }) => (
          <li key={id}>
            {what}: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded-plate border border-edge bg-card px-1.5 font-sans text-xs">
      {children}
    </kbd>
  );
}

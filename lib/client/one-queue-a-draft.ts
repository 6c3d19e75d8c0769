// The queues of one kind that this page has, one a draft: each goes on while the captain looks at other steps or
// pages, and ends with its draft or when they sign out.
import { closeWithDraft } from "./close-uploads";
import { joinSignOut } from "./sign-out";
import type { Watchable } from "./store";

interface Queue<State> extends Watchable<State> {
  discard: () => void;
}

/**
 * @param open a new queue of this captain's draft
 * @param isAtStake whether signing out now would lose something
 * @returns the one queue of a draft, opened when it is asked for first
 */
export function oneQueueADraft<State, One extends Queue<State>>(
  open: (ownerId: string, draftId: string) => One,
  isAtStake: (state: State) => boolean,
): (ownerId: string, draftId: string) => One {
  const queues = new Map<string, One>();
  return (ownerId, draftId) => {
    const known = queues.get(draftId);
    if (known) return known;
    const queue = open(ownerId, draftId);
    const close = () => {
      queue.discard();
      queues.delete(draftId);
      leaveSignOut();
      leaveDraft();
    };
    const leaveSignOut = joinSignOut({
      save: async () => !isAtStake(queue.get()),
      discard: close,
    });
    const leaveDraft = closeWithDraft(draftId, close);
    queues.set(draftId, queue);
    return queue;
  };
}

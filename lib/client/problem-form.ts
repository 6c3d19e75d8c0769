// Whether somebody wants to tell us about a problem, and about which request. Imports no form: the page that
// has one says so, and opens it when asked.
import { createStore, type Watchable } from "./store";

/** What a report is asked for: a request that failed, or nothing in particular. */
export interface ProblemAsked {
  requestId: string | undefined;
}

const asked = createStore<ProblemAsked | null>(null);
const stands = createStore(false);

/** What the form is open for; null while it is closed. */
export const problemAsked: Watchable<ProblemAsked | null> = asked;

/** Whether this page has the form: only who is signed in can report. */
export const canReport: Watchable<boolean> = stands;

/** Opens the form. */
export function askForProblem(requestId?: string): void {
  asked.set(() => ({ requestId }));
}

/** Closes it. */
export function closeProblemForm(): void {
  asked.set(() => null);
}

/** The form is there until the function that is returned is called. */
export function problemFormStands(): () => void {
  stands.set(() => true);
  return () => stands.set(() => false);
}

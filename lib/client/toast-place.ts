// Whether toasts have a place on this page. Pages that never toast don't load one. Imports no toasts.
import { createStore, type Watchable } from "./store";

const wanted = createStore(false);
let stand = () => {};
const standing = new Promise<void>((resolve) => {
  stand = resolve;
});

/** Turns true once something on this page may toast, and stays so. */
export const toastPlaceWanted: Watchable<boolean> = wanted;

/** Has the place put up, if it isn't; settles when a toast would be seen. */
export function toastPlace(): Promise<void> {
  wanted.set(() => true);
  return standing;
}

/** The place is there. */
export function toastPlaceStands(): void {
  stand();
}

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False in the server's HTML and until the page's scripts run; true from then on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

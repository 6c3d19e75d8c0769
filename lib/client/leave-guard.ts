// The browser's own question before a page goes away while something would be lost.

const reasons = new Set<object>();

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** Asks before leaving for as long as anybody has a reason. */
export function guardLeaving(hasReason: boolean, who: object): void {
  if (hasReason) reasons.add(who);
  else reasons.delete(who);
  if (reasons.size > 0) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
}

// The house rules: those that hold, and those whose "no" an angler must know before calling.
import { POLICIES } from "@/lib/domain/draft/kinds";
import { Ticks } from "./ticks";

type Policy = keyof typeof POLICIES;
type Policies = { readonly [name in Policy]?: boolean | null | undefined };

/** What a "no" means, where it is worth saying. */
const UNLESS: Partial<Record<Policy, string>> = {
  licenseProvided: "Fishing licence not included",
  catchAndKeep: "The catch can't be kept",
  childFriendly: "Not suited to children",
  liveBaitProvided: "Live bait not included",
};

/** Whether {@link PolicyList} would say anything. */
export function saysPolicies(policies: Policies): boolean {
  const { yes, no } = wordsOf(policies);
  return yes.length + no.length > 0;
}

export function PolicyList({ policies }: { policies: Policies }) {
  const { yes, no } = wordsOf(policies);
  return saysPolicies(policies) ? <Ticks words={yes} not={no} /> : null;
}

/** What nobody answered is neither a yes nor a no. */
function wordsOf(policies: Policies): { yes: string[]; no: string[] } {
  const names = Object.keys(POLICIES) as Policy[];
  return {
    yes: names.filter((name) => policies[name] === true).map((name) => POLICIES[name]),
    no: names.flatMap((name) => (policies[name] === false ? (UNLESS[name] ?? []) : [])),
  };
}

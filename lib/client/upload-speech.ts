// What is read aloud about photos on their way: when it begins, now and then how far it is, and how it ended.
// Pure; what holds them up and what failed is said by notices and toasts.
import type { UploadsState } from "./uploads-state";
import { countUnderWay, retryable, undecided } from "./uploads-state";

export interface Spoken {
  /** The sentence that was said last; empty before the first. */
  sentence: string;
  /** When, by the clock of `now`, in milliseconds. */
  at: number;
  isOn: boolean;
  files: number;
  arrived: number;
}

export const SILENT: Spoken = { sentence: "", at: 0, isOn: false, files: 0, arrived: 0 };

/** Nobody wants to hear of each photo. */
const BETWEEN_MS = 10_000;

/** What has been said once this state is known; the same object when there is nothing to say. */
export function speak(before: Spoken, state: UploadsState, now: number): Spoken {
  const isOn = countUnderWay(state) > 0;
  const { files = 0, arrived = 0 } = state.total ?? {};
  const say = (sentence: string): Spoken => ({ sentence, at: now, isOn, files, arrived });
  if (isOn && (!before.isOn || files > before.files))
    return say(`${photos(files - arrived)} on the way.`);
  if (isOn && arrived > before.arrived && now - before.at >= BETWEEN_MS)
    return say(`${arrived} of ${photos(files)} here.`);
  if (!isOn && before.isOn) return say(ending(state, arrived));
  return before;
}

function ending(state: UploadsState, arrived: number): string {
  const failed = retryable(state).length;
  const asked = undecided(state).length;
  const others = failed + asked > 0;
  return [
    arrived > 0 && (others ? `${photos(arrived)} here.` : allHere(arrived)),
    failed > 0 && `${photos(failed)} did not arrive.`,
    asked > 0 && `${photos(asked)} you have already: please choose.`,
  ]
    .filter(Boolean)
    .join(" ");
}

function allHere(arrived: number): string {
  return arrived === 1 ? "The photo is here." : `All ${arrived} photos are here.`;
}

function photos(count: number): string {
  return count === 1 ? "1 photo" : `${count} photos`;
}

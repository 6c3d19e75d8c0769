// What is read aloud about photos on their way: when it begins, now and then how far it is, what holds it up,
// and how it ended. Pure. Notices that come and go are not read out reliably; what failed is said by toasts.
import type { Hold } from "./send-hold";
import { countUnderWay, retryable, type UploadsState, undecided } from "./uploads-state";

export interface Spoken {
  /** The sentence that was said last; empty before the first. */
  sentence: string;
  /** When, by the clock of `now`, in milliseconds. */
  at: number;
  isOn: boolean;
  files: number;
  arrived: number;
  hold: Hold | null;
  asked: number;
}

export const SILENT: Spoken = {
  sentence: "",
  at: 0,
  isOn: false,
  files: 0,
  arrived: 0,
  hold: null,
  asked: 0,
};

/** Nobody wants to hear of each photo. */
const BETWEEN_MS = 10_000;

/** A rest of a few seconds is nothing to speak of. */
const HOLDS: Record<Hold, string> = {
  offline: "You are offline. Your photos wait and go on by themselves.",
  signed_out: "You are signed out. Your photos wait until you are back.",
  limit: "That was a lot at once. Your photos take a short break and go on by themselves.",
  rest: "",
};

/** What has been said once this state is known; the same object when there is nothing to say. */
export function speak(before: Spoken, state: UploadsState, now: number): Spoken {
  const isOn = countUnderWay(state) > 0;
  const { files = 0, arrived = 0 } = state.total ?? {};
  const hold = isOn ? (state.hold?.why ?? null) : null;
  const asked = undecided(state).length;
  const say = (sentence: string): Spoken => ({
    ...{ sentence, at: now, isOn, files, arrived, hold, asked },
  });
  if (!isOn && before.isOn) return say(ending(state, arrived));
  if (isOn && (!before.isOn || files > before.files))
    return say(`${photos(files - arrived)} on the way.`);
  if (hold !== before.hold && hold && HOLDS[hold]) return say(HOLDS[hold]);
  if (asked > before.asked && isOn) return say(`${photos(asked)} you have already: please choose.`);
  if (isOn && arrived > before.arrived && now - before.at >= BETWEEN_MS)
    return say(`${arrived} of ${photos(files)} here.`);
  const isSame = hold === before.hold && asked === before.asked;
  return isSame ? before : { ...before, hold, asked };
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

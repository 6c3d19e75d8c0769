// How far photos on their way are, in a captain's words.
import { sizeInWords } from "@/components/words/quantities";
import { secondsLeft } from "@/lib/client/upload-total";
import type { Twin, Upload, UploadsState } from "@/lib/client/uploads-state";

const clock = new Intl.DateTimeFormat("en", { timeStyle: "medium" });

/** "1 photo", "5 photos". */
export function photosInWords(count: number): string {
  return count === 1 ? "1 photo" : `${count} photos`;
}

/** "10:42:15 AM", of epoch milliseconds. */
export function clockInWords(at: number): string {
  return clock.format(at);
}

/** "about 20 seconds left": no more exact than anybody can know. */
export function timeLeftInWords(seconds: number): string {
  if (seconds < 4) return "a few seconds left";
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "about a minute left" : `about ${minutes} minutes left`;
}

/** "1.2 of 4.8 MB", with how fast and how long still, as far as that is known. */
export function bytesInWords(
  progress: { sentBytes: number; totalBytes: number },
  bytesPerSec: number | null,
): string {
  const { sentBytes, totalBytes } = progress;
  const parts = [`${sizeInWords(sentBytes)} of ${sizeInWords(totalBytes)}`];
  const seconds = secondsLeft(progress, bytesPerSec);
  if (bytesPerSec) parts.push(`${sizeInWords(bytesPerSec)}/s`);
  if (seconds !== null) parts.push(timeLeftInWords(seconds));
  return parts.join(" · ");
}

/** Where one file is. Empty where the row says it otherwise. */
export function phaseInWords(upload: Upload, hold: UploadsState["hold"]): string {
  switch (upload.phase) {
    case "waiting":
      return hold ? "Waiting, goes on by itself" : "Waiting";
    case "preparing":
      return "Getting ready";
    case "sending":
      return upload.totalBytes > 0 ? bytesInWords(upload, upload.bytesPerSec) : "Sending";
    case "checking":
      return "Checking";
    case "choosing":
    case "failed":
      return "";
  }
}

/** Where the captain has the same photo already. */
export function twinInWords({ where, usedIn }: Twin): string {
  if (where === "picked") return "You picked this photo twice.";
  if (where === "here") return "This photo is here already.";
  const [first] = usedIn;
  if (!first) return "You have this photo already.";
  const others = usedIn.length - 1;
  const more =
    others === 0 ? "" : others === 1 ? " and one more place" : ` and ${others} more places`;
  const name = first.name ? `“${first.name}”` : "without a name yet";
  return `You have this photo already, in your ${first.type} ${name}${more}.`;
}

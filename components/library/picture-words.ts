// A picture's state and uses in a captain's words.
import type { Tone } from "@/components/ui/badge";
import type { LibraryPicture, LibraryPlace, PictureCopy } from "@/lib/domain/library/schema";

/** A word or two on the picture; `spoken` comes before them where only ears need it. */
export function stateInWords({ media, copies, daysLeft }: LibraryPicture): {
  tone: Tone;
  label: string;
  spoken?: string;
} {
  if (daysLeft !== null) {
    const label = daysLeft === 1 ? "1 day left" : `${daysLeft} days left`;
    return { tone: "warn", label, spoken: "In the trash: " };
  }
  if (media.state === "missing") return { tone: "bad", label: "Lost" };
  if (media.rejectedReason !== null) return { tone: "bad", label: "Not accepted" };
  if (media.kind === "CAPTAIN_AVATAR") return { tone: "sea", label: "Your profile photo" };
  const charters = copies.filter(({ usedIn }) => usedIn?.type === "charter").length;
  if (charters > 1) return { tone: "good", label: `On ${charters} charters` };
  return charters === 1
    ? { tone: "good", label: "On a charter" }
    : { tone: "plain", label: "Waiting" };
}

/** "Sea Wolf", or what a draft is called that has no name yet. */
export function nameOf({ type, name }: LibraryPlace): string {
  return name.trim() || (type === "draft" ? "Charter without a name yet" : "Charter");
}

/** Where the picture can be seen and changed. */
export function hrefOf({ type, id }: LibraryPlace): string {
  return type === "charter" ? `/charters/${id}` : `/captain/drafts/${id}?step=media`;
}

/** What removing this copy means: "Remove from Sea Wolf". */
export function removalInWords({ usedIn }: PictureCopy): string {
  if (!usedIn) return "Move to the trash";
  return `Remove from ${nameOf(usedIn)}`;
}

/** What a picture is called beside its buttons: its own words, else its place in the list. */
export function titleOf({ media }: LibraryPicture, at: number): string {
  const said = media.caption?.trim() || media.altText?.trim();
  if (said) return said.length > 60 ? `${said.slice(0, 59)}…` : said;
  return `${media.kind === "CHARTER_VIDEO" ? "Video" : "Photo"} ${at + 1}`;
}

// A captain's face, or the first letters of their name.
import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";

export function Avatar({
  name,
  url,
  className,
}: {
  name: string;
  url: string | null;
  /** Says the size: "size-16". */
  className: string;
}) {
  const look = classNames("shrink-0 rounded-full border-2 border-ink", className);
  if (url) return <Picture url={url} alt="" className={classNames(look, "object-cover")} />;
  return (
    <span
      aria-hidden
      className={classNames(look, "hull grid place-items-center bg-sea-tint text-sea text-xl")}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name
    .trim()
    .replace(/^(captain|capt\.?|kapten)\s+/i, "")
    .split(/\s+/);
  return [words.at(0), words.length > 1 ? words.at(-1) : ""]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

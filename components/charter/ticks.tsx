// What is so, and what is not.
import { Check, X } from "lucide-react";

export function Ticks({ words, not = [] }: { words: readonly string[]; not?: readonly string[] }) {
  return (
    <ul className="grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
      {words.map((word) => (
        <li key={word} className="flex items-start gap-2.5">
          <Check aria-hidden strokeWidth={3} className="mt-1 size-5 shrink-0 text-good" />
          {word}
        </li>
      ))}
      {not.map((word) => (
        <li key={word} className="flex items-start gap-2.5 text-ink-soft">
          <X aria-hidden strokeWidth={3} className="mt-1 size-5 shrink-0" />
          {word}
        </li>
      ))}
    </ul>
  );
}

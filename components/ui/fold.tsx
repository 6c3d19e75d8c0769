// A part that is folded away until somebody asks for it. The browser opens and closes it, no script needed.
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

export function Fold({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-touch cursor-pointer list-none items-center gap-2 rounded-plate pr-2 font-bold text-sea [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
        {label}
      </summary>
      {children}
    </details>
  );
}

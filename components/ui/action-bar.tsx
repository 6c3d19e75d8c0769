// The next step, always in reach of the thumb: it stays at the bottom of the screen while the page scrolls.
import type { ReactNode } from "react";

export function ActionBar({ status, children }: { status?: ReactNode; children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-20 -mx-4 mt-8 border-ink border-t-2 bg-card px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:-mx-6 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {status && <div className="text-ink-soft text-sm">{status}</div>}
        <div className="ml-auto flex flex-1 items-center justify-end gap-2 sm:flex-none">
          {children}
        </div>
      </div>
    </div>
  );
}

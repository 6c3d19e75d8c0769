// The frame of the pages before the jetty: sign in, sign up, new password. A form on the left, the sea on the right.
import type { ReactNode } from "react";
import { Soundings } from "@/components/site/soundings";

export function Gate({
  title,
  lead,
  children,
  below,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** The other way in, under the form. */
  below?: ReactNode;
}) {
  return (
    <div className="grid flex-1 lg:grid-cols-[minmax(0,36rem)_1fr]">
      <div className="mx-auto w-full max-w-xl px-4 py-8 sm:px-10 sm:py-14 lg:bg-card lg:px-14">
        <h1 className="text-3xl">{title}</h1>
        {lead && <p className="mt-2 text-ink-soft text-lg">{lead}</p>}
        <div className="mt-8">{children}</div>
        {below && <div className="mt-8 border-line border-t-[1.5px] pt-6">{below}</div>}
      </div>
      <div aria-hidden className="relative isolate hidden overflow-hidden bg-deep lg:block">
        <Soundings className="-z-1 absolute inset-0" />
      </div>
    </div>
  );
}

// The bottom of every page.
import { PRODUCT_NAME } from "./brand";
import { ReportProblem } from "./report-problem";

export function SiteFooter({
  canReport,
}: {
  /** Somebody is signed in, whom an answer would reach. */
  canReport: boolean;
}) {
  return (
    <footer className="mt-auto border-line border-t-[1.5px]">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-4 sm:px-6">
        <p className="py-2 text-ink-soft text-sm">
          {PRODUCT_NAME} puts fishing charters online. Weather and sea decide; your captain has the
          last word.
        </p>
        {canReport && <ReportProblem />}
      </div>
    </footer>
  );
}

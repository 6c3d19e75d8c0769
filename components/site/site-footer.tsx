// The bottom of every page.
import { PRODUCT_NAME } from "./brand";

export function SiteFooter() {
  return (
    <footer className="mt-auto border-line border-t-[1.5px]">
      <p className="mx-auto max-w-7xl px-4 py-6 text-ink-soft text-sm sm:px-6">
        {PRODUCT_NAME} puts fishing charters online. Weather and sea decide; your captain has the
        last word.
      </p>
    </footer>
  );
}

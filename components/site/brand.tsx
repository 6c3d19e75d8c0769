// The product's name and its mark, a float on the water. The only place that spells the name.
import Link from "next/link";

export const PRODUCT_NAME = "Jetty";

export function BrandLink() {
  return (
    <Link
      href="/"
      className="inline-flex min-h-touch shrink-0 items-center gap-2.5 rounded-plate text-ink no-underline"
    >
      <Mark />
      <span className="hull text-xl leading-none">{PRODUCT_NAME}</span>
    </Link>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-9">
      <path
        d="M16 2v7"
        className="stroke-ink"
        strokeWidth="2.4"
        strokeLinecap="round"
        fill="none"
      />
      <circle cx="16" cy="16.5" r="9.5" className="fill-card stroke-ink" strokeWidth="2" />
      <path d="M6.5 16.5a9.5 9.5 0 0 1 19 0z" className="fill-buoy stroke-ink" strokeWidth="2" />
      <path d="M0 24.5c4 0 4-3 8-3s4 3 8 3 4-3 8-3 4 3 8 3V32H0z" className="fill-card" />
      <path
        d="M1 25c3.8 0 3.6-3 7-3s4 3 8 3 4-3 8-3 3.6 3 7 3"
        className="stroke-sea"
        strokeWidth="2.4"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
}

// Ages and sizes in words.

const AGES: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** "3 days ago", in the largest unit that fits; "just now" under a minute. */
export function ageInWords(seconds: number): string {
  for (const [unit, length] of AGES)
    if (seconds >= length) return relative.format(-Math.floor(seconds / length), unit);
  return "just now";
}

const kilobytes = new Intl.NumberFormat("en", {
  style: "unit",
  unit: "kilobyte",
  maximumFractionDigits: 0,
});
const megabytes = new Intl.NumberFormat("en", {
  style: "unit",
  unit: "megabyte",
  maximumFractionDigits: 1,
});

const gigabytes = new Intl.NumberFormat("en", {
  style: "unit",
  unit: "gigabyte",
  maximumFractionDigits: 1,
});

/** "412 kB", "3.4 MB", "1.2 GB". */
export function sizeInWords(bytes: number): string {
  if (bytes >= 1_000_000_000) return gigabytes.format(bytes / 1_000_000_000);
  return bytes < 1_000_000
    ? kilobytes.format(Math.max(1, bytes / 1000))
    : megabytes.format(bytes / 1_000_000);
}

const whole = new Intl.NumberFormat("en");

/** "12", or "1,000+" when there are more than were counted. */
export function countInWords({ value, capped }: { value: number; capped: boolean }): string {
  return `${whole.format(value)}${capped ? "+" : ""}`;
}

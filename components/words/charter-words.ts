// How a charter's numbers read. Amounts are ringgit.
import { SCHEDULES, WEEKDAYS } from "@/lib/domain/draft/kinds";

const PLAIN = new Intl.NumberFormat("en-MY", { maximumFractionDigits: 2 });
const WITH_SEN = new Intl.NumberFormat("en-MY", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** 450 as "RM 450", 99.5 as "RM 99.50"; the space never breaks. */
export function money(amount: number): string {
  return `RM\u00a0${(Number.isInteger(amount) ? PLAIN : WITH_SEN).format(amount)}`;
}

/** 5 as "5 hours", 48 as "2 days". */
export function duration(hours: number): string {
  if (hours >= 48 && hours % 24 === 0) return `${hours / 24} days`;
  return counted(hours, "hour", "hours");
}

export function counted(count: number, one: string, many: string): string {
  return `${PLAIN.format(count)} ${count === 1 ? one : many}`;
}

/** "5", or "5 to 10" when they differ. */
export function fromTo(least: number, most: number): string {
  return least === most ? PLAIN.format(least) : `${PLAIN.format(least)} to ${PLAIN.format(most)}`;
}

/** A position as charts write it: degrees and decimal minutes. */
export function position(latitude: number, longitude: number): string {
  return `${degrees(latitude, 2, "N", "S")} ${degrees(longitude, 3, "E", "W")}`;
}

function degrees(value: number, digits: number, plus: string, minus: string): string {
  // In tenths of a minute, so that 59.96′ becomes the next degree and not 60.0′.
  const tenths = Math.round(Math.abs(value) * 600);
  const whole = String(Math.floor(tenths / 600)).padStart(digits, "0");
  const minutes = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return `${whole}°${minutes}′${value < 0 ? minus : plus}`;
}

/** "Every day", or the days by name. */
export function days(schedule: keyof typeof SCHEDULES, operationalDays: readonly number[]): string {
  if (schedule !== "CUSTOM") return SCHEDULES[schedule].label;
  const names = operationalDays.flatMap((day) => WEEKDAYS[day] ?? []);
  return names.length > 0 ? names.join(", ") : "Ask the captain";
}

/** Who is on board, after a trip's kind: "Half day · the boat is yours". */
export function charterStyleWords(style: "private" | "shared"): string {
  return style === "private" ? "the boat is yours" : "shared with others";
}

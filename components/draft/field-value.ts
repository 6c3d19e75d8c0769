// A field's value as one would say it, for comparing two versions of it.
import { SCHEDULES, WEEKDAYS } from "@/lib/domain/draft/kinds";
import { fieldLabel } from "./field-label";

/** One line a thing; never empty. */
export function fieldValueLines(path: string, value: unknown): string[] {
  if (value === undefined || value === null || value === "") return ["Empty"];
  if (path === "scheduleType" && typeof value === "string" && value in SCHEDULES)
    return [SCHEDULES[value as keyof typeof SCHEDULES].label];
  if (path === "operationalDays" && Array.isArray(value))
    return [value.map((day) => WEEKDAYS[day]).join(", ") || "No day"];
  if (Array.isArray(value))
    return value.every((item) => typeof item === "string")
      ? [value.join(", ") || "None"]
      : value.map((item, at) => `${at + 1}. ${summaryOf(path, item)}`);
  if (typeof value === "object") return [summaryOf(path, value)];
  return [plain(value)];
}

function summaryOf(path: string, item: unknown): string {
  if (typeof item !== "object" || item === null) return plain(item);
  const parts = Object.entries(item)
    .filter(([, value]) => value !== "" && value !== null && !isEmptyList(value))
    .map(([name, value]) =>
      name === "name"
        ? plain(value)
        : `${fieldLabel(`${path}.${name}`)}: ${Array.isArray(value) ? value.join(", ") : plain(value)}`,
    );
  return parts.join(" · ") || "Empty";
}

function plain(value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return String(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

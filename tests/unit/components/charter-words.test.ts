import { describe, expect, test } from "vitest";
import { counted, days, duration, money, position } from "@/components/words/charter-words";

test("amounts are ringgit, with sen only where there are any", () => {
  expect(money(450)).toBe("RM\u00a0450");
  expect(money(0)).toBe("RM\u00a00");
  expect(money(1250)).toBe("RM\u00a01,250");
  expect(money(99.5)).toBe("RM\u00a099.50");
});

test("one is said in the singular", () => {
  expect(counted(1, "foot", "feet")).toBe("1 foot");
  expect(counted(28.5, "foot", "feet")).toBe("28.5 feet");
});

test.each([
  [1, "1 hour"],
  [24, "24 hours"],
  [36, "36 hours"],
  [48, "2 days"],
])("a trip of %i hours lasts %s", (hours, text) => expect(duration(hours)).toBe(text));

describe("a position", () => {
  test("is written as on a chart", () => {
    expect(position(6.3667, 99.6833)).toBe("06°22.0′N 099°41.0′E");
    expect(position(-33.8568, -151.2153)).toBe("33°51.4′S 151°12.9′W");
  });

  test("never says 60 minutes", () => {
    expect(position(5.99999, 100.99999)).toBe("06°00.0′N 101°00.0′E");
  });
});

test("chosen days are named, and none means asking", () => {
  expect(days("WEEKENDS", [])).toBe("Weekends");
  expect(days("CUSTOM", [0, 5, 9])).toBe("Sunday, Friday");
  expect(days("CUSTOM", [])).toBe("Ask the captain");
});

import { describe, expect, test } from "vitest";
import { reviewAddress } from "@/components/staff/review-address";
import { readReviewAddress } from "@/lib/domain/media/schema";

const UNTOUCHED = { state: "pending", sort: "newest", limit: 50 };

describe("the address of the review", () => {
  test("an untouched view has the shortest address", () => {
    expect(reviewAddress(readReviewAddress({}))).toBe("/staff/media");
  });

  test("whatever is shown is said, and reads back the same", () => {
    const said = {
      state: "linked",
      q: "Ali & sons",
      kind: "CHARTER_VIDEO",
      captainId: "cm1",
      from: "2025-01-01",
      to: "2025-02-01T10:00:00Z",
      minSize: "0",
      maxSize: "5000000",
      video: "failed",
      unreviewed: "1",
      sort: "largest",
      cursor: "largest.next.4096.cm2",
    };
    const { search } = new URL(
      reviewAddress(readReviewAddress(said), said.cursor),
      "http://localhost",
    );
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual(said);
  });

  test("what does not fit counts as not said, and the rest still counts", () => {
    const wrong = {
      state: "reserved",
      kind: "",
      sort: ["newest", "oldest"],
      limit: "1000",
      cursor: "tampered",
      minSize: "",
      maxSize: "-1",
      video: "uploading",
      unreviewed: "yes",
      q: "ali",
    };
    expect(readReviewAddress(wrong)).toEqual({ ...UNTOUCHED, q: "ali" });
  });

  test("a cursor of another order is dropped", () => {
    const query = readReviewAddress({ sort: "oldest", cursor: "newest.next.1.cm1" });
    expect(query).toEqual({ ...UNTOUCHED, sort: "oldest" });
    // Beside something else that does not fit, too.
    expect(readReviewAddress({ kind: "x", sort: "oldest", cursor: "newest.next.1.cm1" })).toEqual({
      ...UNTOUCHED,
      sort: "oldest",
    });
  });
});

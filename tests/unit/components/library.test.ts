import { describe, expect, test } from "vitest";
import { libraryAddress } from "@/components/library/library-address";
import { nameOf, removalInWords, stateInWords } from "@/components/library/picture-words";
import type { LibraryPicture, PictureCopy } from "@/lib/domain/library/schema";
import { readLibraryAddress } from "@/lib/domain/library/schema";
import type { MediaView } from "@/lib/domain/media/schema";

const on = (type: "draft" | "charter", name = "Sea Wolf"): PictureCopy => ({
  mediaId: "m",
  usedIn: { type, id: name, name },
});
const picture = (
  media: Partial<MediaView>,
  copies: PictureCopy[] = [{ mediaId: "m", usedIn: null }],
  daysLeft: number | null = null,
) =>
  ({
    media: { kind: "CHARTER_PHOTO", state: "pending", rejectedReason: null, ...media },
    copies,
    daysLeft,
  }) as LibraryPicture;

describe("a picture's state", () => {
  test.each([
    ["Waiting", picture({})],
    ["Waiting", picture({}, [on("draft")])],
    ["On a charter", picture({ state: "linked" }, [on("draft"), on("charter")])],
    ["On 2 charters", picture({ state: "linked" }, [on("charter", "a"), on("charter", "b")])],
    ["Not accepted", picture({ rejectedReason: "too dark" })],
    ["Lost", picture({ state: "missing" })],
    ["Your profile photo", picture({ kind: "CAPTAIN_AVATAR" })],
    ["12 days left", picture({ state: "trash" }, [on("charter")], 12)],
    ["1 day left", picture({ state: "trash" }, [], 1)],
  ])("is said as %s", (label, of) => {
    expect(stateInWords(of).label).toBe(label);
  });
});

test("a draft without a name is called so, and what removing means is said by place", () => {
  expect(nameOf({ type: "draft", id: "d", name: " " })).toBe("Charter without a name yet");
  expect(removalInWords(on("charter"))).toBe("Remove from Sea Wolf");
  expect(removalInWords({ mediaId: "m", usedIn: null })).toBe("Move to the trash");
});

describe("the address of a view", () => {
  test("says what is shown, and reads back as the same view", () => {
    const address = "/captain/media?state=pending&q=at+the+jetty&usedIn=d1&sort=oldest";
    const query = readLibraryAddress(Object.fromEntries(new URL(address, "http://x").searchParams));
    expect(libraryAddress(query)).toBe(address);
    expect(libraryAddress(readLibraryAddress({}))).toBe("/captain/media");
  });

  test("what does not fit counts as not said", () => {
    const wrong = { state: "orphan", q: "x", limit: "many", cursor: "?" };
    expect(readLibraryAddress(wrong)).toEqual({ q: "x", sort: "newest", limit: 48 });
  });
});

// An action taken back, as the desk does it: only while the item is as the action left it, whoever changed it since.
import { beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/staff/media/actions/route";
import { db } from "@/lib/db/client";
import { getStaffMedia } from "@/lib/domain/media/get-staff-media";
import { undoOf } from "@/lib/domain/staff/rules";
import type { MediaActionInput } from "@/lib/domain/staff/schema";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { staffActor } from "../../support/actors";
import { truncateAll } from "../../support/database";
import { aCharter, photoRows } from "../../support/drafts";
import { call } from "../../support/http";

type Choices = Omit<MediaActionInput, "mediaIds">;

let captain: TestCaptain;
let one: string;
let other: string;
beforeEach(async () => {
  await truncateAll();
  [one, other] = [
    await signedIn(await aUser({ role: "STAFF" })),
    await signedIn(await aUser({ role: "STAFF" })),
  ];
  captain = await aCaptain();
});

const row = (id: string) => db().charterMedia.findUniqueOrThrow({ where: { id } });
const aPhoto = async (given: Parameters<typeof photoRows>[2] = {}) => {
  const [photo] = await photoRows(captain, 1, given);
  return photo?.id ?? "";
};
/** What the desk sends; the code of why not, or "done". */
async function act(cookie: string, id: string, choices: Choices, requestId = crypto.randomUUID()) {
  const body = { reason: "because", ...choices, mediaIds: [id] };
  const headers = { "x-request-id": requestId };
  const answer = await call(POST, { cookie, body, headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.failed[0]?.error ?? "done";
}
/** Acts as the desk does, and gives the way back that it then offers. */
async function acted(id: string, choices: Choices): Promise<() => Promise<string>> {
  const { item } = await getStaffMedia(staffActor("anybody"), id);
  const requestId = crypto.randomUUID();
  expect(await act(one, id, choices, requestId)).toBe("done");
  const [undo] = undoOf(choices, [item]);
  if (!undo) throw new Error("there is no way back");
  return () => act(one, id, { ...undo, undoes: requestId });
}

/** Each action that can be undone, and a decision of somebody else's that its way back would override. */
const CASES: Record<string, () => Promise<[id: string, Choices, later: Choices]>> = {
  "an assignment, of what was assigned to somebody else since": async () => {
    const [b, c] = [await aCaptain(), await aCaptain()];
    const later: Choices = { action: "assignCaptain", captainId: c.profileId };
    return [await aPhoto(), { action: "assignCaptain", captainId: b.profileId }, later];
  },
  "an assignment of what was nobody's, of what was trashed since": async () => {
    const { profileId } = await aCaptain();
    const [photo] = await photoRows({}, 1);
    return [
      photo?.id ?? "",
      { action: "assignCaptain", captainId: profileId },
      { action: "trash" },
    ];
  },
  "a link, of what was rejected since": async () => {
    const { id: charterId } = await aCharter({ captain, photos: 4 });
    return [await aPhoto(), { action: "linkCharter", charterId }, { action: "reject" }];
  },
  "a review, of what was rejected since": async () => [
    await aPhoto(),
    { action: "review" },
    { action: "reject" },
  ],
  "a second look, of what was rejected since": async () => [
    await aPhoto({ reviewedAt: new Date() }),
    { action: "unreview" },
    { action: "reject" },
  ],
  "a rejection, of what was cleared and assigned since": async () => [
    await aPhoto(),
    { action: "reject", reason: "Too dark" },
    { action: "assignCaptain", captainId: (await aCaptain()).profileId },
  ],
  "a move out of the trash, of what was linked since": async () => {
    const { id: charterId } = await aCharter({ captain, photos: 3 });
    const id = await aPhoto({ trashedAt: new Date() });
    return [id, { action: "restore" }, { action: "linkCharter", charterId }];
  },
};

test.each(Object.entries(CASES))("not %s", async (_, make) => {
  const [id, choices, later] = await make();
  const takeBack = await acted(id, choices);
  expect(await act(other, id, later)).toBe("done");
  const decided = await row(id);
  expect(await takeBack()).toBe("media_changed");
  expect(await row(id)).toEqual(decided);
});

test("not a move to the trash, of what somebody else restored and trashed anew", async () => {
  const id = await aPhoto();
  const takeBack = await acted(id, { action: "trash", reason: "Blurred" });
  expect(await act(other, id, { action: "restore" })).toBe("done");
  expect(await act(other, id, { action: "trash", reason: "Not ours" })).toBe("done");
  expect(await takeBack()).toBe("media_changed");
  expect((await row(id)).trashedAt).not.toBeNull();
});

test("not at the same moment as somebody else changes it: one of the two acts", async () => {
  const [b, c] = [await aCaptain(), await aCaptain()];
  const id = await aPhoto();
  const takeBack = await acted(id, { action: "assignCaptain", captainId: b.profileId });
  const later = () => act(other, id, { action: "assignCaptain", captainId: c.profileId });
  const outcomes = await Promise.all([takeBack(), later()]);
  expect(outcomes).toContain("done");
  const { captainId } = await row(id);
  expect(captainId).toBe(outcomes[1] === "done" ? c.profileId : captain.profileId);
});

test("what nobody touched since goes back to what it was, once", async () => {
  const b = await aCaptain();
  const { id: charterId } = await aCharter({ captain, photos: 3 });
  const choices: Choices[] = [
    { action: "assignCaptain", captainId: b.profileId },
    { action: "linkCharter", charterId },
    { action: "review" },
    { action: "reject", reason: "Too dark" },
    { action: "trash" },
  ];
  for (const choice of choices) {
    const id = await aPhoto();
    const takeBack = await acted(id, choice);
    expect(await takeBack(), choice.action).toBe("done");
    expect(await row(id), choice.action).toMatchObject({
      captainId: captain.profileId,
      ...{ charterId: null, trashedAt: null, rejectedReason: null, reviewedAt: null },
    });
    expect(["already_done", "media_changed"], choice.action).toContain(await takeBack());
  }
});

test("nothing, in the name of a request that did nothing to it", async () => {
  const id = await aPhoto();
  expect(await act(one, id, { action: "trash", undoes: crypto.randomUUID() })).toBe(
    "media_changed",
  );
  expect((await row(id)).trashedAt).toBeNull();
});

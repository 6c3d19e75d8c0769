// Staff at their desk, by keyboard: they review and reject, a captain reads why; they remove and take back; they
// submit for a captain after a dry run.
import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { FINISHED_CHARTER } from "../../scripts/seed/demo-charters";
import { complaintsOf } from "./complaints";
import { demo } from "./demo";
import { focusOn, pressOn, untilAlive } from "./once-alive";

interface Captain {
  name: string;
  request: APIRequestContext;
  draftId: string;
}

/** A captain of this test's own with an open draft and photos in it. */
async function aCaptain(
  { playwright, baseURL }: { playwright: typeof import("playwright-core"); baseURL: string },
  photos: number,
): Promise<Captain> {
  const request = await playwright.request.newContext({ baseURL });
  const name = `Captain ${randomUUID().slice(0, 8)}`;
  const account = { name, email: `${randomUUID()}@example.com`, password: randomUUID() };
  expect((await request.post("/api/auth/sign-up/email", { data: account })).ok()).toBe(true);
  const data = { ...FINISHED_CHARTER, charterName: `Sea Wolf of ${name}` };
  const { draft } = await (await request.post("/api/charter-drafts", { data: { data } })).json();
  for (let at = 0; at < photos; at++) await upload(request, draft.id, at);
  return { name, request, draftId: draft.id };
}

async function upload(request: APIRequestContext, draftId: string, at: number): Promise<void> {
  const background = { r: at * 60, g: Math.floor(Math.random() * 256), b: 160 };
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const multipart = { file: { name: "photo.jpg", mimeType: "image/jpeg", buffer }, draftId };
  expect((await request.post("/api/media/photo", { multipart })).status()).toBe(201);
}

const signInAsStaff = async (page: Page) =>
  expect((await page.request.post("/api/auth/sign-in/email", { data: demo("STAFF") })).ok()).toBe(
    true,
  );

async function expectAccessible(page: Page): Promise<void> {
  expect(await complaintsOf(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}

const world = ({
  playwright,
  baseURL = "",
}: {
  playwright: typeof import("playwright-core");
  baseURL?: string | undefined;
}) => ({ playwright, baseURL });

test("by keyboard alone staff review and reject; the captain reads why beside the photo, and one less counts", async ({
  page,
  playwright,
  baseURL,
  browser,
}) => {
  const captain = await aCaptain(world({ playwright, baseURL }), 3);
  await signInAsStaff(page);
  await page.goto("/staff/media");
  await untilAlive(page.getByRole("searchbox"));
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(captain.name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=Captain/);
  const cards = page.getByRole("list", { name: "Pending media" }).getByRole("listitem");
  await expect(cards).toHaveCount(3);

  await focusOn(cards.first().getByRole("link", { name: /^Open:/ }));
  await page.keyboard.press("r");
  await expect(cards.first().getByText("Reviewed")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("Where it is used")).toBeVisible();
  await expect(drawer.getByRole("link", { name: /^Draft Sea Wolf/ })).toBeVisible();
  await expect(page).toHaveURL(/item=/);
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Mark reviewed" }).click();
  await expect(drawer.getByText(/ by .+/)).toBeVisible();
  // The drawer keeps the focus, so the way back stands in it.
  await focusOn(drawer.getByRole("button", { name: "Undo" }));
  await page.keyboard.press("Enter");
  await expect(drawer.getByText("Not yet")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/item=/);

  await page.keyboard.press("x");
  const why = page.getByRole("dialog", { name: "Reject: 1 item" });
  await why.getByLabel("Reason").fill("There is a phone number on the hull.");
  await pressOn(why.getByLabel("Reason"), "Tab");
  await pressOn(why.getByRole("button", { name: "Reject" }), "Enter");
  await expect(why).toBeHidden();
  await expect(cards.getByText("Rejected: There is a phone number on the hull.")).toHaveCount(1);

  const { cookies } = await captain.request.storageState();
  const theirs = await browser.newContext({ ...(baseURL && { baseURL }) });
  await theirs.addCookies(cookies);
  const captainPage = await theirs.newPage();
  await captainPage.goto(`/captain/drafts/${captain.draftId}?step=media`);
  await expect(captainPage.getByText("There is a phone number on the hull.").first()).toBeVisible();
  const read = await (await captain.request.get(`/api/charter-drafts/${captain.draftId}`)).json();
  expect(read.draft.counts.photos).toBe(2);
  await theirs.close();
  await captain.request.dispose();
});

test("several are moved to the trash with one reason, and taken back with one press", async ({
  page,
  playwright,
  baseURL,
}) => {
  const captain = await aCaptain(world({ playwright, baseURL }), 3);
  await signInAsStaff(page);
  await page.goto(`/staff/media?q=${encodeURIComponent(captain.name)}`);
  const cards = page.getByRole("list", { name: "Pending media" }).getByRole("listitem");
  await expect(cards).toHaveCount(3);
  await focusOn(cards.first().getByRole("link", { name: /^Open:/ }));
  await page.keyboard.press("Space");
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Space");
  const bar = page.getByRole("group", { name: "Chosen items" });
  await expect(bar.getByText("3 of 3 chosen")).toBeVisible();
  await expectAccessible(page);
  await bar.getByRole("button", { name: "Move to trash" }).click();
  const why = page.getByRole("dialog", { name: "Move to trash: 3 items" });
  await why.getByRole("button", { name: "Move to trash" }).click();
  await expect(why.getByText("Please give a reason.")).toBeVisible();
  await why.getByLabel("Reason").fill(`Uploaded by mistake, says ${captain.name}.`);
  await why.getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  // A way back that the network swallowed is still there.
  const undo = page.getByRole("button", { name: "Undo" });
  await page.route("**/api/staff/media/actions", (route) => route.abort(), { times: 1 });
  await undo.click();
  await expect(page.getByText("You seem to be offline")).toBeVisible();
  await expect(undo).toHaveCount(1);
  await undo.click();
  await expect(cards).toHaveCount(3);

  await page.goto("/staff/audit");
  const trashed = page
    .getByRole("listitem")
    .filter({ hasText: `Uploaded by mistake, says ${captain.name}.` });
  await expect(trashed).toHaveCount(3);
  await expectAccessible(page);
  await captain.request.dispose();
});

test("a draft is submitted for its captain after a dry run, with a reason and a fresh sign-in", async ({
  page,
  playwright,
  baseURL,
}) => {
  const captain = await aCaptain(world({ playwright, baseURL }), 2);
  await signInAsStaff(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/staff/drafts?q=${encodeURIComponent(captain.name)}`);
  await expect(page.getByText("2 photos")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Sea Wolf of/ }).click();
  await page.getByRole("button", { name: "Try submitting" }).click();
  await expect(page.getByText("Found 2, need 3.")).toBeVisible();
  await upload(captain.request, captain.draftId, 3);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("It can be submitted")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Submit for the captain" }).click();
  const why = page.getByRole("dialog");
  await why.getByLabel("Reason").fill("Asked by phone.");
  await why.getByRole("button", { name: "Submit for the captain" }).click();
  await expect(page.getByText("Submitted", { exact: true })).toBeVisible();
  await expect(page.getByText("Submitted as a new charter")).toBeVisible();
  await expect(page.locator("body")).not.toBeFocused();
  const { drafts } = await (await captain.request.get("/api/charter-drafts")).json();
  expect(drafts[0]).toMatchObject({ status: "SUBMITTED", counts: { photos: 3 } });

  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await captain.request.dispose();
});

test("the table and the filters stand in the address, and nothing is wider than a phone", async ({
  page,
}) => {
  await signInAsStaff(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/staff/media?state=linked");
  await page.getByRole("link", { name: "As a table" }).click();
  await expect(page.getByRole("table", { name: "Linked media" })).toBeVisible();
  await page.getByText("Filters and order").click();
  await page.getByLabel("Uploaded from").fill("2020-01-01");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/look=table/);
  await expect(page).toHaveURL(/from=2020-01-01/);
  await expect(page.getByRole("table", { name: "Linked media" })).toBeVisible();
  await expectAccessible(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

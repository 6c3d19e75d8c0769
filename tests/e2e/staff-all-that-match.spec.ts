// Staff keep a view, and do one thing to all that it shows, on this page and beyond: they see how far it is, stop it,
// begin anew and see what came of it.
import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { complaintsOf } from "./complaints";
import { demo } from "./demo";
import { focusOn, pressOn } from "./once-alive";

const RUN = "**/api/staff/media/jobs/*/run";

test("a kept view, and all that match it: under way, stopped, begun anew and finished", async ({
  page,
  playwright,
  baseURL,
}) => {
  const name = `Captain ${randomUUID().slice(0, 8)}`;
  const captain = await playwright.request.newContext({ ...(baseURL && { baseURL }) });
  const account = { name, email: `${randomUUID()}@example.com`, password: randomUUID() };
  expect((await captain.post("/api/auth/sign-up/email", { data: account })).ok()).toBe(true);
  for (let at = 0; at < 3; at++) {
    const background = { r: at * 80, g: 120, b: 160 };
    const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
      .jpeg()
      .toBuffer();
    const file = { name: "photo.jpg", mimeType: "image/jpeg", buffer };
    expect((await captain.post("/api/media/photo", { multipart: { file } })).status()).toBe(201);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAsNewStaff(page, playwright, baseURL);

  await page.goto("/staff/media");
  // The first item stands on the first screen of a phone, also with the filters folded away.
  await expect(page.getByRole("link", { name: /^Open:/ }).first()).toBeInViewport();
  await page.getByRole("searchbox").fill(name);
  const filters = page.getByText(/^Filters and order/);
  await focusOn(filters);
  await page.keyboard.press("Enter");
  await page.getByLabel("Not reviewed yet").check();
  expect(await complaintsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/unreviewed=1/);
  await expect(filters).toHaveText("Filters and order (1 set)");
  await pressOn(page.getByRole("button", { name: "Keep this view" }), "Enter");
  await page.getByRole("dialog").getByLabel("Name").fill(`New of ${name}`);
  await page.keyboard.press("Enter");
  const kept = page.getByRole("link", { name: `New of ${name}` });
  await expect(kept).toHaveAttribute("aria-current", "page");
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page).not.toHaveURL(/q=/);
  await kept.click();
  await expect(page).toHaveURL(/q=Captain/);
  await expect(page).toHaveURL(/unreviewed=1/);

  // Nothing of it is done while its requests don't get through.
  await page.route(RUN, (route) => route.abort());
  await page.goto(`${page.url()}&limit=2`);
  await markAllReviewed(page);
  await expect(page.getByText("Mark reviewed: under way")).toBeVisible();
  await expect(page.getByText("0 of 3 looked at")).toBeVisible();
  expect(await complaintsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByText("Mark reviewed: stopped")).toBeVisible();

  await page.unroute(RUN);
  await markAllReviewed(page);
  await expect(page.getByText("3 of 3 looked at, 3 marked reviewed.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("button", { name: "Put away" }).click();
  await expect(page.getByText("Mark reviewed: finished")).toBeHidden();

  await page.goto("/staff/media");
  await kept.click();
  await pressOn(page.getByRole("button", { name: `Remove “New of ${name}”` }), "Enter");
  await expect(kept).toBeHidden();
  await expect(page.getByRole("button", { name: "Keep this view" })).toBeFocused();
  await captain.dispose();
});

/** A job is its owner's, and goes on wherever they look: so nobody else's story may have the same owner. */
async function signInAsNewStaff(
  page: Page,
  playwright: typeof import("playwright-core"),
  baseURL: string | undefined,
): Promise<void> {
  const account = {
    name: "New staff",
    email: `${randomUUID()}@example.com`,
    password: randomUUID(),
  };
  const signedUp = await page.request.post("/api/auth/sign-up/email", { data: account });
  const { user } = await signedUp.json();
  const admin = await playwright.request.newContext({ ...(baseURL && { baseURL }) });
  await admin.post("/api/auth/sign-in/email", { data: demo("ADMIN") });
  const data = { role: "STAFF", from: "CAPTAIN", reason: "Joins the desk." };
  expect((await admin.post(`/api/staff/people/${user.id}/role`, { data })).ok()).toBe(true);
  await admin.dispose();
  await page.request.post("/api/auth/sign-in/email", { data: account });
}

/** By keyboard, from the first of the page to all that match beyond it. */
async function markAllReviewed(page: Page): Promise<void> {
  await focusOn(page.getByRole("link", { name: /^Open:/ }).first());
  await page.keyboard.press("Space");
  const bar = page.getByRole("group", { name: "Chosen items" });
  await bar.getByRole("button", { name: "All", exact: true }).click();
  await bar.getByRole("button", { name: "All that match" }).click();
  await expect(bar.getByText("All 3 that match")).toBeVisible();
  await bar.getByRole("button", { name: "Mark reviewed" }).click();
  const dialog = page.getByRole("dialog", { name: "Mark reviewed: all 3 that match" });
  await dialog.getByRole("button", { name: "Mark reviewed" }).click();
  await expect(dialog).toBeHidden();
}

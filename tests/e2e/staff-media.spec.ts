// Staff watch a captain's photos go from pending to linked, at the desk, in a browser.
import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { FINISHED_CHARTER } from "../../scripts/seed/demo-charters";
import { complaintsOf } from "./complaints";
import { demo } from "./demo";

async function signInAsStaff(page: Page): Promise<void> {
  const { email, password } = demo("STAFF");
  await page.goto("/staff/media");
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/staff/media");
}

/** A captain of this test's own, signed in within `request`. */
async function signUp(request: APIRequestContext, name: string): Promise<void> {
  const password = randomUUID();
  const data = { name, email: `${randomUUID()}@example.com`, password };
  expect((await request.post("/api/auth/sign-up/email", { data })).ok()).toBe(true);
}

async function uploadPhotos(request: APIRequestContext, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const background = { r: at * 80, g: Math.floor(Math.random() * 256), b: 160 };
    const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
      .jpeg()
      .toBuffer();
    const file = { name: "photo.jpg", mimeType: "image/jpeg", buffer };
    expect((await request.post("/api/media/photo", { multipart: { file } })).status()).toBe(201);
  }
}

test("a captain's photos stand under Pending, and under Linked once their draft is submitted", async ({
  page,
  playwright,
  baseURL,
}) => {
  const name = `Captain ${randomUUID().slice(0, 8)}`;
  const captain = await playwright.request.newContext({ ...(baseURL && { baseURL }) });
  await signUp(captain, name);
  await uploadPhotos(captain, 3);

  await signInAsStaff(page);
  const search = page.getByRole("searchbox");
  await search.fill(name);
  await page.getByRole("button", { name: "Show" }).click();
  const pending = page.getByRole("list", { name: "Pending media" });
  await expect(pending.getByText(`Pending charter photo of ${name}`)).toHaveCount(3);

  const charterName = `Sea Wolf ${name}`;
  const data = { ...FINISHED_CHARTER, charterName };
  const { draft } = await (await captain.post("/api/charter-drafts", { data: { data } })).json();
  const finalized = await captain.post(`/api/charter-drafts/${draft.id}/finalize`);
  expect(finalized.status()).toBe(200);

  await page.reload();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("link", { name: /^Linked/ }).click();
  const linked = page.getByRole("list", { name: "Linked media" });
  await expect(linked.getByText(`Linked charter photo of ${name}`)).toHaveCount(3);
  await expect(search).toHaveValue(name);

  await linked.getByRole("link", { name: charterName, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: charterName })).toBeVisible();
  await captain.dispose();
});

test("the desk is refused to captains and to nobody, without a word of what is on it", async ({
  page,
}) => {
  const secrets = [demo("CAPTAIN").email, "CHARTER_PHOTO"];
  const asNobody = await page.request.get("/staff/media", { maxRedirects: 0 });
  await signUp(page.request, "A curious captain");
  const asCaptain = await page.request.get("/staff/media");
  expect(asCaptain.status()).toBe(404);
  for (const answer of [asNobody, asCaptain]) {
    const body = await answer.text();
    for (const secret of secrets) expect(body).not.toContain(secret);
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("search, tabs and pages work as links and a form", async ({ page }) => {
    await page.request.post("/api/auth/sign-in/email", {
      data: demo("STAFF"),
    });
    await page.goto("/staff/media?limit=2&state=linked");
    const first = await page.getByRole("listitem").getByRole("link").first().getAttribute("href");
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/cursor=/);
    await page.getByRole("link", { name: "Previous" }).click();
    expect(await page.getByRole("listitem").getByRole("link").first().getAttribute("href")).toBe(
      first,
    );
    await page.getByRole("searchbox").fill("nobody at all");
    await page.getByText("Filters and order").click();
    await page.getByLabel("Order").selectOption("Oldest first");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/state=linked.*sort=oldest|sort=oldest.*state=linked/);
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  });
});

test("the desk passes axe, by day and by night", async ({ page }) => {
  await signInAsStaff(page);
  expect(await complaintsOf(page)).toEqual([]);
});

import { expect, type Page, test } from "@playwright/test";
import { stepOfField, whatIsMissing } from "../../lib/domain/draft/rules";
import { aCaptain, aDraft, openStep, waitUntilSaved, wordsOf } from "./captain-steps";

const DRAFT_API = "**/api/charter-drafts/*";

/** As if the connection were gone for everything that saves. */
async function cutSaving(page: Page): Promise<void> {
  await page.route(DRAFT_API, (route) =>
    route.request().method() === "PATCH" ? route.abort("connectionfailed") : route.continue(),
  );
}

test("what was typed and not saved survives a reload, and is saved when the connection is back", async ({
  page,
}) => {
  await aCaptain(page);
  const draft = await aDraft(page, "charter");
  await cutSaving(page);
  await page.getByLabel("Charter name").fill("Written in a squall");
  await expect(
    page.getByText("Offline. Kept on this device, we keep trying.").first(),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Charter name")).toHaveValue("Written in a squall");
  await expect(page.getByText("We brought back what you typed here")).toBeVisible();

  await page.unroute(DRAFT_API);
  await page.getByLabel("Town or city").fill("Kuah");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await waitUntilSaved(page);
  await page.evaluate(() => localStorage.clear());
  await page.goto(draft);
  await expect(page.getByLabel("Charter name")).toHaveValue("Written in a squall");
  await expect(page.getByLabel("Town or city")).toHaveValue("Kuah");
});

test("a closed tab's typing is taken up by the next one", async ({ page, context }) => {
  await aCaptain(page);
  const draft = await aDraft(page, "charter");
  await context.route(DRAFT_API, (route) =>
    route.request().method() === "PATCH" ? route.abort("connectionfailed") : route.continue(),
  );
  await page.getByLabel("Charter name").fill("Left behind");
  await expect(page.getByText("Offline.").first()).toBeVisible();
  await page.close();

  await context.unroute(DRAFT_API);
  const next = await context.newPage();
  await next.goto(draft);
  await expect(next.getByLabel("Charter name")).toHaveValue("Left behind");
  await waitUntilSaved(next);
});

test("a session that ends in mid-form loses nothing: sign in, and go on", async ({
  page,
  context,
}) => {
  const { email, password } = await aCaptain(page);
  const draft = await aDraft(page, "charter");
  await context.clearCookies();
  await page.getByLabel("Charter name").fill("Typed while signed out");
  await expect(page.getByText("You are signed out.").first()).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === draft);
  await expect(page.getByLabel("Charter name")).toHaveValue("Typed while signed out");
  await waitUntilSaved(page);
});

test.describe("one draft in two tabs", () => {
  test("different fields come together in both, and the captain is told", async ({
    page,
    context,
  }) => {
    await aCaptain(page);
    const draft = await aDraft(page, "charter");
    const other = await context.newPage();
    await other.goto(draft);
    await other.getByLabel("Town or city").fill("Kuah");
    await waitUntilSaved(other);
    await page.getByLabel("Charter name").fill("Sea Wolf");
    await expect(
      page.getByText("Changes made somewhere else were added: Town or city."),
    ).toBeVisible();
    await expect(page.getByLabel("Town or city")).toHaveValue("Kuah");
    await waitUntilSaved(page);
    await other.reload();
    await expect(other.getByLabel("Charter name")).toHaveValue("Sea Wolf");
    await expect(other.getByLabel("Town or city")).toHaveValue("Kuah");
  });

  test("the same field asks which one stays, keeps both until then, and saves the choice", async ({
    page,
    context,
  }) => {
    await aCaptain(page);
    const draft = await aDraft(page, "charter");
    const other = await context.newPage();
    await other.goto(draft);
    await other.getByLabel("Charter name").fill("Theirs");
    await waitUntilSaved(other);
    await page.getByLabel("Charter name").fill("Mine");
    const question = page.getByRole("dialog");
    await expect(question).toContainText("Mine");
    await expect(question).toContainText("Theirs");
    await page.keyboard.press("Escape");
    await expect(question).toBeVisible();

    // A reload asks the same question again.
    await page.reload();
    await expect(question).toContainText("Mine");
    await expect(question).toContainText("Theirs");
    await question.getByRole("radio", { name: /Saved elsewhere/ }).check();
    await question.getByRole("button", { name: "Keep what I chose" }).click();
    await expect(page.getByLabel("Charter name")).toHaveValue("Theirs");
    await waitUntilSaved(page);
    await page.reload();
    await expect(page.getByLabel("Charter name")).toHaveValue("Theirs");
  });
});

test("Continue names each missing field beside it and puts the focus in the first; nothing keeps the captain there", async ({
  page,
}) => {
  await aCaptain(page);
  await aDraft(page, "charter");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Years on the water")).toBeFocused();
  const lacking = Object.keys(whatIsMissing({ operator: { displayName: "Ana" } })).filter(
    (path) => stepOfField(path) === "charter",
  );
  await expect(page.locator("[data-field-error]")).toHaveCount(lacking.length);

  await page.getByLabel("Years on the water").fill("12");
  await expect(page.locator("[data-field-error]")).toHaveCount(lacking.length - 1);
  await page.getByRole("button", { name: "Skip for now" }).click();
  await expect(page.getByLabel("Boat name")).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Years on the water")).toHaveValue("12");
});

test("the review names what is missing and leads to the very field", async ({ page }) => {
  await aCaptain(page);
  await aDraft(page, "review", { ...wordsOf("Almost there"), postcode: "070" });
  await expect(page.getByText("Still missing")).toBeVisible();
  await page.getByRole("button", { name: "Postcode" }).click();
  await expect(page.getByLabel("Postcode")).toBeFocused();
  await expect(page.getByText("A postcode has 5 digits.")).toBeVisible();
});

test("too many tries to submit are told in words, and the button can be pressed again", async ({
  page,
}) => {
  await aCaptain(page);
  await aDraft(page, "review", wordsOf("In a hurry"));
  // The limit itself is tested where it is kept; here it is met at once.
  await page.route("**/finalize", (route) =>
    route.fulfill({
      status: 429,
      headers: { "retry-after": "30" },
      json: { error: "rate_limited", message: "Too many tries.", requestId: "e2e-request" },
    }),
  );
  const submit = page.getByRole("button", { name: "Submit charter" });
  await submit.click();
  await expect(page.getByText("Too many tries in a short time.")).toBeVisible();
  await page.unroute("**/finalize");
  await submit.click();
  await expect(
    page.getByText("Please add your first photo, or fill in your profile"),
  ).toBeVisible();
});

test("a draft is where it was left, on the dashboard and in the wizard, until it is deleted", async ({
  page,
}) => {
  await aCaptain(page);
  const draft = await aDraft(page, "charter");
  await page.getByLabel("Charter name").fill("Half written");
  await openStep(page, "Description");
  await waitUntilSaved(page);
  await page.goto("/captain");
  await page.getByRole("link", { name: "Continue Half written" }).click();
  await expect(page.getByRole("textbox", { name: "Description" })).toBeVisible();

  await page.goto("/captain");
  await page.getByRole("button", { name: "Delete the draft Half written" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("button", { name: "Delete the draft Half written" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
  await expect(page.getByText("Draft deleted. Its photos stay with you.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Half written", exact: true })).toBeHidden();
  const gone = await page.goto(draft);
  expect(gone?.status()).toBe(404);
});

// The captain's pages for everybody: by keyboard, by screen reader, in the sun and at night.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { DRAFT_STEPS } from "../../lib/domain/draft/rules";
import { smallPhotos } from "../support/phone-photos";
import { addPhotos, beginCharter, openStep, signUp } from "./captain-steps";

test.setTimeout(120_000);

async function complaintsOf(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.map(({ id, nodes }) => [colorScheme, id, nodes[0]?.html]));
  }
  return found;
}

test("every step passes axe by day and by night, with its complaints shown and its photos there", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signUp(page);
  expect(await complaintsOf(page)).toEqual([]);
  await beginCharter(page);
  for (const { title } of DRAFT_STEPS) {
    await openStep(page, title);
    if (title === "Trips and days")
      await page.getByRole("button", { name: "Add your first trip" }).click();
    if (title === "Photos") await addPhotos(page, await smallPhotos(2, 200));
    else if (title === "Review") await expect(page.getByText("Still missing")).toBeVisible();
    else await page.getByRole("button", { name: "Continue" }).click();
    expect(await complaintsOf(page), title).toEqual([]);
  }
  await page.goto("/captain");
  expect(await complaintsOf(page)).toEqual([]);
});

test("nothing on a phone is wider than the phone, and everything to press is 44 pixels high", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await signUp(page);
  await beginCharter(page);
  for (const { title } of DRAFT_STEPS) {
    await openStep(page, title);
    if (title === "Photos") await addPhotos(page, await smallPhotos(2, 210));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, title).toBeLessThanOrEqual(0);
    const small = await page
      .getByRole("main")
      .locator("button:visible, select:visible, a:visible")
      .evaluateAll((all) =>
        all.flatMap((one) => (one.getBoundingClientRect().height < 43.9 ? [one.outerHTML] : [])),
      );
    // The scale of steps is thin to look at; its buttons reach 44 pixels with their margins.
    expect(
      small.filter((html) => !html.includes("group grid w-full")),
      title,
    ).toEqual([]);
  }
});

test("a charter is begun, filled in and left by keyboard alone", async ({ page }) => {
  await signUp(page);
  await page.getByRole("button", { name: "New charter" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  await page.getByLabel("Years on the water").focus();
  await page.keyboard.type("12");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Twelve years on the reefs off Langkawi.");
  await page.keyboard.press("Tab");
  await page.keyboard.type("+60 12-345 6789");
  // Enter in a line of text goes on; what is missing takes the focus.
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Charter name")).toBeFocused();
  await openStep(page, "Boat and amenities");
  // The new step begins at its heading, so that the next Tab is its first control.
  await expect(page.getByRole("heading", { level: 2, name: "Boat and amenities" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "From a boat" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Without a boat" })).toBeChecked();
  await expect(page.getByLabel("Boat name")).toBeHidden();
});

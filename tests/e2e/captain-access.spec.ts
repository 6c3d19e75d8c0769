// The captain's pages for everybody: by keyboard, by screen reader, in the sun and at night.
import { expect, test } from "@playwright/test";
import { DRAFT_STEPS, startingDraft } from "../../lib/domain/draft/rules";
import { smallPhotos } from "../support/phone-photos";
import { aCaptain, aDraft, addPhotos, openStep } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { focusOn } from "./once-alive";

test.describe("axe has nothing to say, by day and by night,", () => {
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await aCaptain(page);
  });

  for (const { key, title } of DRAFT_STEPS)
    test(`of the step "${title}" with its complaints shown`, async ({ page }) => {
      await aDraft(page, key, { ...startingDraft(), trips: [{}] });
      if (key === "media") await addPhotos(page, await smallPhotos(2, 200));
      else if (key === "review") await expect(page.getByText("Still missing")).toBeVisible();
      else await page.getByRole("button", { name: "Continue" }).click();
      expect(await complaintsOf(page)).toEqual([]);
    });

  test("of the dashboard, empty and with a draft", async ({ page }) => {
    await page.goto("/captain");
    expect(await complaintsOf(page)).toEqual([]);
    await aDraft(page, "media");
    await page.goto("/captain");
    expect(await complaintsOf(page)).toEqual([]);
  });
});

test("nothing on a phone is wider than the phone, and everything to press is 44 pixels high", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await aCaptain(page);
  await aDraft(page, "charter");
  for (const { title } of DRAFT_STEPS) {
    await openStep(page, title);
    if (title === "Photos & videos") await addPhotos(page, await smallPhotos(2, 210));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, title).toBeLessThanOrEqual(0);
    const small = await page
      .getByRole("main")
      .locator("button:visible, select:visible, a:visible")
      .evaluateAll((all) =>
        all.flatMap((one) => (one.getBoundingClientRect().height < 43.9 ? [one.outerHTML] : [])),
      );
    expect(small, title).toEqual([]);
  }
});

test("a charter is begun, filled in and left by keyboard alone", async ({ page }) => {
  await aCaptain(page);
  await page.goto("/captain");
  await focusOn(page.getByRole("button", { name: "New charter" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  await focusOn(page.getByLabel("Years on the water"));
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

// What a captain does, step by step, for the stories of this folder. Where a story is not about how it
// came so far, it begins through the API.
import { expect, type Page } from "@playwright/test";
import { startingDraft } from "../../lib/domain/draft/rules";
import type { DraftPatch } from "../../lib/domain/draft/schema";
import { FINISHED_CHARTER } from "../../scripts/seed/demo-charters";
import type { PhonePhoto } from "../support/phone-photos";
import { pickFiles } from "./once-alive";

const NAME = "Ana Rahman";

/** An account of its own, signed in. */
export async function aCaptain(page: Page): Promise<{ email: string; password: string }> {
  const account = newAccount();
  const answer = await page.request.post("/api/auth/sign-up/email", {
    data: { name: NAME, ...account },
  });
  expect(answer.ok()).toBe(true);
  return account;
}

/** A draft of a new captain, open at this step; as New charter begins it unless told. Returns its address. */
export async function aDraft(
  page: Page,
  step: string,
  data: DraftPatch = startingDraft({ displayName: NAME }),
): Promise<string> {
  const answer = await page.request.post("/api/charter-drafts", { data: { data } });
  const { draft } = await answer.json();
  const address = `/captain/drafts/${draft.id}`;
  await page.goto(`${address}?step=${step}`);
  return address;
}

/** All words of a charter of this name; only its photos are missing. */
export function wordsOf(charterName: string): DraftPatch {
  return { ...FINISHED_CHARTER, charterName };
}

function newAccount(): { email: string; password: string } {
  return {
    email: `captain-${crypto.randomUUID()}@example.com`,
    password: "a long enough password",
  };
}

/** Creates an account of its own and ends on the empty dashboard. */
export async function signUp(page: Page): Promise<{ email: string; password: string }> {
  const account = newAccount();
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill(NAME);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/captain");
  return account;
}

/** Begins a charter from the dashboard. */
export async function beginCharter(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New charter" }).click();
  await page.waitForURL("**/captain/drafts/*");
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
}

/** Fills in all words of a charter by name, from its first step to the photos. */
export async function fillWords(page: Page, charterName: string): Promise<void> {
  await page.getByLabel("Years on the water").fill("12");
  await page.getByLabel("About you").fill("Twelve years on the reefs off Langkawi.");
  await page.getByLabel("Phone", { exact: true }).fill("+60 12-345 6789");
  await page.getByLabel("Charter name").fill(charterName);
  await page.getByLabel("Kind of charter").fill("Offshore fishing");
  await page.getByLabel("State").fill("Kedah");
  await page.getByLabel("Town or city").fill("Langkawi");
  await page.getByLabel("Postcode").fill("07000");
  await page.getByLabel("Where trips start").fill("Telaga Harbour, pier 3");
  await page.getByLabel("Latitude").fill("6.3667");
  await page.getByLabel("Longitude").fill("99.6833");
  await goOn(page, "Boat and amenities");
  await page.getByLabel("Boat name").fill("Sea Wolf");
  await page.getByLabel("Kind of boat").fill("Centre console");
  await page.getByLabel("Length").fill("28.5");
  await page.getByLabel("Guests on board").fill("6");
  await page.getByRole("button", { name: "Add Drinking water" }).click();
  await page.getByLabel("Catch and release").check();
  await goOn(page, "Trips and days");
  await page.getByRole("button", { name: "Add your first trip" }).click();
  await page.getByLabel("Trip name").fill("Reef morning");
  await page.getByLabel("Kind of trip").fill("Half day");
  await page.getByLabel("Price", { exact: true }).fill("650");
  await page.getByLabel("Length of the trip").fill("5");
  await page.getByLabel("Most guests").fill("4");
  await page.getByLabel("Start time 1").fill("06:30");
  await goOn(page, "Description");
  await page
    .getByRole("textbox", { name: "Description" })
    .fill("A day beyond the islands for snapper, trevally and whatever the tide brings.");
  await goOn(page, "Photos & videos");
}

/** Presses Continue and waits for the step of this title. */
export async function goOn(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 2, name: title, exact: true })).toBeAttached();
}

/** Opens a step from the scale at the top, and waits until it is there. */
export async function openStep(page: Page, title: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Steps" })
    .getByRole("button", { name: title })
    .click();
  await expect(page.getByRole("heading", { level: 2, name: title, exact: true })).toBeAttached();
}

/** Picks these photos at once and waits until each has arrived. */
export async function addPhotos(page: Page, photos: readonly PhonePhoto[]): Promise<void> {
  const before = await photoTiles(page).count();
  await pickFiles(page.locator('input[type="file"][multiple]'), [...photos]);
  await expect(photoTiles(page)).toHaveCount(before + photos.length, { timeout: 45_000 });
}

/** The photos that have arrived, in order. */
export function photoTiles(page: Page) {
  return page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: /^Remove Photo/ }) });
}

/** Waits until the indicator says that everything typed is on the server. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
}

// An administrator finds somebody, shuts them out and lets them in again, by keyboard alone; long after signing in,
// with the password once more.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { complaintsOf } from "./complaints";
import { demo } from "./demo";
import { focusOn, pressOn } from "./once-alive";

test("somebody is suspended and let in again, with a reason, the password and a place for the focus", async ({
  page,
  playwright,
  baseURL,
}) => {
  const captain = await playwright.request.newContext({ ...(baseURL && { baseURL }) });
  const name = `Captain ${randomUUID().slice(0, 8)}`;
  const account = { name, email: `${randomUUID()}@example.com`, password: randomUUID() };
  expect((await captain.post("/api/auth/sign-up/email", { data: account })).ok()).toBe(true);
  const { email, password } = demo("ADMIN");
  const data = { email, password };
  expect((await page.request.post("/api/auth/sign-in/email", { data })).ok()).toBe(true);
  await ageSession(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/staff/people");
  await focusOn(page.getByRole("searchbox", { name: "Name or e-mail" }));
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=Captain/);
  const person = page.getByRole("list", { name: "People" }).getByRole("listitem");
  await expect(person).toHaveCount(1);
  await pressOn(person.getByRole("button", { name: `Suspend: ${name}` }), "Enter");
  const why = page.getByRole("dialog", { name: "Suspend this account" });
  await expect(why.getByLabel("Reason")).toBeFocused();
  await page.keyboard.type("Asked for by phone.");
  // Without a connection it stays open, with what was typed.
  await page.context().setOffline(true);
  await pressOn(why.getByRole("button", { name: "Suspend" }), "Enter");
  await expect(why.getByText("You seem to be offline.")).toBeVisible();
  await expect(why.getByLabel("Reason")).toHaveValue("Asked for by phone.");
  await page.context().setOffline(false);
  await pressOn(why.getByRole("button", { name: "Suspend" }), "Enter");

  const confirm = page.getByRole("dialog", { name: "Confirm your password" });
  const field = confirm.getByLabel("Your password");
  await expect(field).toBeFocused();
  await page.keyboard.type("not this one");
  await page.keyboard.press("Enter");
  await expect(confirm.getByText("That is not your password.")).toBeVisible();
  await expect(field).toBeFocused();
  expect(await complaintsOf(page)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(confirm).toBeHidden();
  await expect(why).toBeHidden();
  await expect(person.getByText("Suspended since")).toBeVisible();
  const letIn = person.getByRole("button", { name: `Let in again: ${name}` });
  await expect(letIn).toBeFocused();
  expect((await captain.get("/api/charter-drafts")).status()).toBe(401);

  const suspended = page.getByRole("link", { name: "Suspended", exact: true });
  await pressOn(suspended, "Enter");
  await expect(page).toHaveURL(/group=suspended/);
  // Where one stands is in sight, however narrow the screen.
  await page.reload();
  await expect(suspended).toBeInViewport({ ratio: 1 });
  await pressOn(letIn, "Enter");
  const back = page.getByRole("dialog", { name: "Let them in again" });
  await expect(back.getByLabel("Reason")).toBeFocused();
  await page.keyboard.type("It was somebody else.");
  await pressOn(back.getByRole("button", { name: "Let in again" }), "Enter");
  // Nobody is left in this list, and its place has the focus.
  const nobody = page.getByRole("heading", { name: "Nobody matches" });
  await expect(nobody).toBeVisible();
  await expect(page.locator("[tabindex='-1']:focus").filter({ has: nobody })).toBeVisible();
  expect(await complaintsOf(page)).toEqual([]);
  const again = await captain.post("/api/auth/sign-in/email", { data: account });
  expect(again.status()).toBe(200);
  await captain.dispose();
});

/** Leaves the page's session as it is an hour after signing in. */
async function ageSession(page: Page): Promise<void> {
  const file = join(process.env.E2E_DATA_DIR ?? "", "stack.env");
  const { DATABASE_URL } = parseEnv(readFileSync(file, "utf8"));
  const cookies = await page.context().cookies();
  const tokens = cookies.map(({ value }) => decodeURIComponent(value).split(".")[0]);
  const database = new pg.Client(DATABASE_URL);
  await database.connect();
  const { rowCount } = await database.query(
    `UPDATE "Session" SET "createdAt" = now() - interval '1 hour' WHERE token = ANY($1)`,
    [tokens],
  );
  await database.end();
  expect(rowCount).toBe(1);
}

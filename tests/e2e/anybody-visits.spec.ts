// The pages around the main job, for whoever comes by: they read well, run only our scripts, and keep people here.
import { expect, type Page, test } from "@playwright/test";
import { phonePhoto } from "../support/phone-photos";
import { aCaptain, signUp } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { pickFiles } from "./once-alive";

/** Everything the browser complains about while this page lives; answers that refuse are no complaint. */
function troubleOn(page: Page): string[] {
  const trouble: string[] = [];
  page.on("pageerror", ({ message }) => trouble.push(message));
  page.on("console", (line) => {
    if (line.type() === "error" && !line.text().startsWith("Failed to load resource"))
      trouble.push(line.text());
  });
  return trouble;
}

for (const path of ["/", "/sign-in", "/sign-up", "/reset-password?token=x", "/no-such-page"]) {
  test(`${path} fits a phone, passes axe by day and by night, and has no script blocked`, async ({
    page,
  }) => {
    const trouble = troubleOn(page);
    await page.setViewportSize({ width: 360, height: 780 });
    const answer = await page.goto(path, { waitUntil: "networkidle" });
    expect(answer?.headers()["content-security-policy"]).toContain("'nonce-");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    expect(await complaintsOf(page)).toEqual([]);
    expect(trouble).toEqual([]);
  });
}

test("a missing page and a missing charter are 404", async ({ request }) => {
  for (const path of ["/no-such-page", "/charters/nobody", "/charters/%00"])
    expect((await request.get(path)).status(), path).toBe(404);
});

test("a wrong password is said at the form, and what was typed stays", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("That e-mail and password do not match.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("nobody@example.com");
});

test("signing in leads back to the page one came for, and never to another site", async ({
  page,
}) => {
  const { email, password } = await signUp(page);
  await page.getByRole("button", { name: "Ana Rahman" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Your charter on the map");
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();

  await page.goto("/captain/profile");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fcaptain%2Fprofile$/);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();

  for (const next of ["https://example.com/", "//example.com", "/\\example.com"]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await expect(page, next).toHaveURL(/\/captain$/);
  }
});

test("a captain keeps their profile: words, years, a photo taken down again", async ({ page }) => {
  await aCaptain(page);
  await page.goto("/captain/profile");
  expect(await complaintsOf(page)).toEqual([]);
  await page.getByLabel("Phone").fill("call me");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Please enter a phone number")).toBeVisible();
  await page.getByLabel("Phone").fill("+60 12 345 6789");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();

  await pickFiles(page.getByLabel("Your photo"), await phonePhoto(1));
  await expect(page.getByRole("button", { name: "Remove your photo" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Phone")).toHaveValue("+60 12 345 6789");
  await expect(page.getByLabel("Years on the water")).toHaveValue("1");
  await page.getByRole("button", { name: "Remove your photo" }).click();
  await expect(page.getByRole("button", { name: "Add your photo" })).toBeVisible();
});

test("a changed password is the one that counts", async ({ page }) => {
  const { email, password } = await aCaptain(page);
  await page.goto("/captain/account");
  expect(await complaintsOf(page)).toEqual([]);
  await page.getByLabel("Password now").fill("not the password");
  await page.getByLabel("New password").fill("three other words");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("That is not your current password.")).toBeVisible();
  await page.getByLabel("Password now").fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your new password is set.")).toBeVisible();

  const signIn = (given: string) =>
    page.request.post("/api/auth/sign-in/email", { data: { email, password: given } });
  expect((await signIn(password)).status()).toBe(401);
  expect((await signIn("three other words")).status()).toBe(200);
});

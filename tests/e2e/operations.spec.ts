// What operators rely on, on the production build: reports that reach staff, and the check after a deployment.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "@playwright/test";
import { aCaptain } from "./captain-steps";
import { demo } from "./demo";

test("a failure's toast files a report with its number, which staff read and close", async ({
  page,
  browser,
}) => {
  await aCaptain(page);
  await page.goto("/captain");
  const requestId = randomUUID();
  await page.route("**/api/charter-drafts", (route) =>
    route.fulfill({ status: 500, json: { error: "internal", message: "Failed.", requestId } }),
  );
  await page.getByRole("button", { name: "New charter" }).first().click();
  const toast = page.locator("[data-sonner-toast][data-type=error]");
  await expect(toast).toContainText(requestId);
  await toast.getByRole("button", { name: "Report" }).click();
  const form = page.getByRole("dialog", { name: "Report a problem" });
  await expect(form).toContainText(requestId);
  const words = `I could not begin a charter. ${randomUUID()}`;
  await form.getByLabel("What went wrong?").fill(words);
  await form.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Thank you. We have it, and will look into it.")).toBeVisible();
  await expect(form).toHaveCount(0);

  // From the foot of any page, without a failed request.
  await page.getByRole("button", { name: "Report a problem" }).click();
  await expect(form).not.toContainText(requestId);
  await page.keyboard.press("Escape");

  const desk = await (await browser.newContext()).newPage();
  const signedIn = await desk.request.post("/api/auth/sign-in/email", { data: demo("STAFF") });
  expect(signedIn.ok()).toBe(true);
  await desk.goto("/staff/problems");
  const report = desk.getByRole("listitem").filter({ hasText: words });
  await expect(report).toContainText(requestId);
  await expect(report.getByText("/captain", { exact: true })).toBeVisible();
  await report.getByRole("button", { name: /^Close/ }).click();
  const closing = desk.getByRole("dialog", { name: "Close this report" });
  await closing.getByLabel("What was done about it").fill("Restarted what had stopped.");
  await closing.getByRole("button", { name: "Close report" }).click();
  await expect(report).toHaveCount(0);
  await desk.getByRole("link", { name: /^Closed/ }).click();
  await expect(report).toContainText("Restarted what had stopped.");
  await desk.context().close();
});

test("the check after a deployment passes on this one and leaves nothing of its captain", async ({
  baseURL,
  request,
}) => {
  const stack = readFileSync(join(process.env.E2E_DATA_DIR ?? "", "stack.env"), "utf8");
  const env = { ...process.env, ...parseEnv(stack) };
  const how = [
    "--conditions=react-server",
    "--import",
    "tsx",
    "scripts/deploy-verify.ts",
    String(baseURL),
  ];
  const checks = ["health", "version", "migrations", "smoke"];
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [...how, ...checks], { env }, (_, out, err) =>
      resolve(`${out}${err}`.trim()),
    );
  });
  expect(said).toMatch(/smoke +3 photos stored, linked and served, finalized once, tidied up/);
  expect(said).toMatch(/pass$/);
  await request.post("/api/auth/sign-in/email", { data: demo("STAFF") });
  for (const state of ["pending", "linked", "orphan", "trash"]) {
    const found = await request.get(`/api/staff/media?state=${state}&q=deploy-check.invalid`);
    expect((await found.json()).items, state).toEqual([]);
  }
});

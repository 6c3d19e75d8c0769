// Staff compare rows and files by keyboard alone: a check stumbles and goes on, what it found is put right together.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "@playwright/test";
import { del, put } from "@vercel/blob";
import sharp from "sharp";
import { complaintsOf } from "./complaints";
import { demo } from "./demo";
import { pressOn } from "./once-alive";

const RUN = "**/api/staff/integrity/run";

test("a check stumbles and goes on; two files that are back are looked at together, and the focus has a place", async ({
  page,
  playwright,
  baseURL,
}) => {
  const captain = await playwright.request.newContext({ ...(baseURL && { baseURL }) });
  const account = { name: "Ana", email: `${randomUUID()}@example.com`, password: randomUUID() };
  expect((await captain.post("/api/auth/sign-up/email", { data: account })).ok()).toBe(true);
  const bringBack: (() => Promise<unknown>)[] = [];
  const keys: string[] = [];
  for (let at = 0; at < 2; at++) {
    const background = { r: at * 80, g: 120, b: 60 };
    const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
      .jpeg()
      .toBuffer();
    const file = { name: "photo.jpg", mimeType: "image/jpeg", buffer };
    const answer = await captain.post("/api/media/photo", { multipart: { file } });
    const { key, url } = await answer.json();
    const bytes = await (await captain.get(url)).body();
    await del(key, store());
    bringBack.push(() => put(key, bytes, { ...store(), contentType: "image/webp" }));
    keys.push(key);
  }
  const staff = await page.request.post("/api/auth/sign-in/email", { data: demo("STAFF") });
  expect(staff.ok()).toBe(true);

  await page.goto("/staff/integrity");
  await page.route(RUN, (route) => route.fulfill({ status: 500, json: { error: "internal" } }), {
    times: 1,
  });
  const start = page.getByRole("button", { name: "Check now" });
  await expect(start).toBeEnabled();
  await pressOn(start, "Enter");
  await expect(page.getByRole("alert").filter({ hasText: "went wrong" })).toBeVisible();
  expect(await complaintsOf(page)).toEqual([]);
  await pressOn(page.getByRole("button", { name: "Go on" }), "Enter");
  await expect(page.getByRole("status").filter({ hasText: "The last check ended" })).toBeAttached();
  await expect(start).toBeFocused();

  const chosen = page.getByRole("group", { name: "Chosen findings" });
  for (const key of keys)
    await pressOn(page.getByRole("checkbox", { name: `Choose: ${key}` }), " ");
  await expect(chosen).toContainText("2 of");
  expect(await complaintsOf(page)).toEqual([]);
  for (const restore of bringBack) await restore();
  await pressOn(chosen.getByRole("button", { name: "Look again: 2 chosen" }), "Enter");
  await expect(page.getByText("2 done.")).toBeVisible();
  for (const key of keys) await expect(page.getByRole("heading", { name: key })).toHaveCount(0);
  await expect(page.locator("body")).not.toBeFocused();
});

function store() {
  const env = parseEnv(readFileSync(join(process.env.E2E_DATA_DIR ?? "", "stack.env"), "utf8"));
  // The SDK reads its own server's address from here.
  process.env.VERCEL_BLOB_API_URL = env.VERCEL_BLOB_API_URL;
  const token = env.BLOB_READ_WRITE_TOKEN ?? "";
  return { token, access: "public", addRandomSuffix: false, allowOverwrite: true } as const;
}

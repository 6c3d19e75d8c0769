// Everything a captain uploaded, in one place: found, used again, removed and brought back.
import { expect, type Page, test } from "@playwright/test";
import { smallPhotos } from "../support/phone-photos";
import { aCaptain, photoTiles, wordsOf } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { pressOn } from "./once-alive";

async function uploaded(page: Page, count: number, seed: number, draftId?: string) {
  const ids: string[] = [];
  for (const file of await smallPhotos(count, seed)) {
    const multipart = { file, ...(draftId && { draftId }) };
    const answer = await page.request.post("/api/media/photo", { multipart });
    expect(answer.status()).toBe(201);
    ids.push((await answer.json()).charterMediaId);
  }
  return ids;
}

async function draftOf(page: Page, charterName: string): Promise<string> {
  const data = wordsOf(charterName);
  const answer = await page.request.post("/api/charter-drafts", { data: { data } });
  return (await answer.json()).draft.id;
}

/** A captain with a charter of three photos, and a draft with one that has words. */
async function aCaptainWithPhotos(page: Page) {
  await aCaptain(page);
  const kraken = await draftOf(page, "Kraken Bay");
  const onCharter = await uploaded(page, 3, 300, kraken);
  expect((await page.request.post(`/api/charter-drafts/${kraken}/finalize`)).status()).toBe(200);
  const draftId = await draftOf(page, "Sea Wolf");
  const [worded = ""] = await uploaded(page, 1, 310, draftId);
  const data = { caption: "Ana at the jetty" };
  await page.request.patch(`/api/media/${worded}`, { data });
  return { draftId, onCharter };
}

const cards = (page: Page) => page.getByRole("list", { name: /photos$/ }).locator("> li");
const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Parts of your library" }).getByRole("link", { name });

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
])
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("by keyboard alone: found, used again, removed from one place, restored, and gone for good", async ({
      page,
    }) => {
      await aCaptainWithPhotos(page);
      await page.goto("/captain");
      if (viewport.width < 640)
        await pressOn(page.getByRole("button", { name: "Ana Rahman" }), "Enter");
      await pressOn(page.getByRole("link", { name: "Library" }), "Enter");
      await page.waitForURL("**/captain/media");
      await expect(cards(page)).toHaveCount(4);
      await expect(page.getByText(/(kB|MB) of 2 GB/)).toBeVisible();
      expect(await complaintsOf(page)).toEqual([]);

      // Found by its words, in a view that the address says whole.
      const search = page.getByRole("searchbox", { name: "Words or a charter's name" });
      await search.fill("JETTY");
      await pressOn(search, "Enter");
      await expect(page).toHaveURL(/\?q=JETTY/);
      await expect(cards(page)).toHaveCount(1);
      await expect(cards(page)).toContainText("Ana at the jetty");
      await pressOn(page.getByRole("link", { name: "Show all" }), "Enter");
      await expect(cards(page)).toHaveCount(4);
      await pressOn(tab(page, "On a charter"), "Enter");
      await expect(page).toHaveURL(/state=linked/);
      await expect(cards(page)).toHaveCount(3);

      // Used in a draft as well, without a second upload.
      const first = page.getByRole("button", { name: "What to do with Photo 1" });
      await pressOn(first, "Enter");
      await pressOn(page.getByRole("menuitem", { name: "Add to Sea Wolf" }), "Enter");
      await expect(page.getByText("Added to Sea Wolf.")).toBeVisible();
      await expect(
        cards(page).first().getByRole("link", { name: "Draft: Sea Wolf" }),
      ).toBeVisible();
      await expect(cards(page).first().getByRole("link", { name: "Kraken Bay" })).toBeVisible();

      // A charter keeps its three.
      await pressOn(first, "Enter");
      await pressOn(page.getByRole("menuitem", { name: "Remove from Kraken Bay" }), "Enter");
      await expect(page.getByText(/A charter needs at least 3 photos/)).toBeVisible();

      // Removed from the draft it stays on the charter, and Undo brings it back.
      const remove = async () => {
        await pressOn(first, "Enter");
        await pressOn(page.getByRole("menuitem", { name: "Remove from Sea Wolf" }), "Enter");
        await expect(
          cards(page).first().getByRole("link", { name: "Draft: Sea Wolf" }),
        ).toBeHidden();
      };
      await remove();
      await pressOn(page.getByRole("button", { name: "Undo" }), "Enter");
      await expect(
        cards(page).first().getByRole("link", { name: "Draft: Sea Wolf" }),
      ).toBeVisible();
      await expect(cards(page)).toHaveCount(3);

      await remove();
      await pressOn(tab(page, "Trash"), "Enter");
      await expect(cards(page)).toHaveCount(1);
      await expect(cards(page)).toContainText("In the trash: 30 days left");
      expect(await complaintsOf(page)).toEqual([]);
      await pressOn(page.getByRole("button", { name: "Restore Photo 1" }), "Enter");
      await expect(page.getByRole("heading", { name: "Your trash is empty" })).toBeVisible();

      await pressOn(tab(page, "On a charter"), "Enter");
      await remove();
      await pressOn(tab(page, "Trash"), "Enter");
      await pressOn(page.getByRole("button", { name: "Empty the trash" }), "Enter");
      await expect(page.getByRole("dialog")).toContainText("can't be brought back");
      expect(await complaintsOf(page)).toEqual([]);
      await pressOn(page.getByRole("button", { name: "Delete for good" }), "Enter");
      await expect(page.getByRole("heading", { name: "Your trash is empty" })).toBeVisible();
      await pressOn(tab(page, "All"), "Enter");
      await expect(cards(page)).toHaveCount(4);
    });

    test("inside a draft: chosen from the library, added in order, and nothing is uploaded", async ({
      page,
    }) => {
      const { draftId } = await aCaptainWithPhotos(page);
      const other = await draftOf(page, "Night Heron");
      await uploaded(page, 1, 320);
      const uploads: string[] = [];
      page.on("request", (request) => {
        if (request.method() === "POST" && request.url().endsWith("/api/media/photo"))
          uploads.push(request.url());
      });
      await page.goto(`/captain/drafts/${draftId}?step=media`);
      await expect(photoTiles(page)).toHaveCount(2);

      // What is in no charter yet is in both drafts; kept here, it is here only.
      await expect(page.getByText("1 photo is in no charter yet")).toBeVisible();
      await expect(page.getByText(/also shown in “Night Heron”/)).toBeVisible();
      const open = page.getByRole("button", { name: "From your library" });
      await expect(open).toBeEnabled();
      await pressOn(page.getByRole("button", { name: "Keep it for this charter" }), "Enter");
      await expect(page.getByText("1 photo is in no charter yet")).toBeHidden();
      const { photos } = await (
        await page.request.get(`/api/captain/photos?draftId=${other}`)
      ).json();
      expect(photos).toEqual([]);

      await pressOn(open, "Enter");
      const list = page.getByRole("list", { name: "Your photos" });
      await expect(list.getByRole("button")).toHaveCount(5);
      await expect(list.getByRole("button", { name: /In this draft/ })).toHaveCount(2);
      expect(await complaintsOf(page)).toEqual([]);
      const free = list.getByRole("button", { name: /On a charter, Kraken Bay/ });
      await pressOn(free.nth(0), "Enter");
      await pressOn(free.nth(2), "Space");
      await pressOn(page.getByRole("button", { name: "Add 2 photos" }), "Enter");
      await expect(photoTiles(page)).toHaveCount(4);
      await expect(open).toBeFocused();
      expect(uploads).toEqual([]);
      await page.reload();
      await expect(photoTiles(page)).toHaveCount(4);

      // A connection that breaks is said, with a way on.
      await page.route("**/api/captain/library**", (route) => route.abort());
      await expect(open).toBeEnabled();
      await pressOn(open, "Enter");
      await expect(page.getByRole("alert")).toContainText("You seem to be offline.");
      await page.unroute("**/api/captain/library**");
      await pressOn(page.getByRole("button", { name: "Try again" }), "Enter");
      await expect(list.getByRole("button", { name: /In this draft/ })).toHaveCount(4);
    });
  });

test("a captain without photos is told what will be here; a page that is cut off says so", async ({
  page,
  context,
}) => {
  await aCaptain(page);
  await page.goto("/captain/media");
  await expect(
    page.getByRole("heading", { name: "Every photo you upload will be here" }),
  ).toBeVisible();
  expect(await complaintsOf(page)).toEqual([]);
  await uploaded(page, 1, 340);
  await page.reload();
  await expect(cards(page)).toHaveCount(1);
  // What a page speaks with comes after it.
  await expect(page.getByRole("region", { name: /^Notifications/ })).toBeAttached();
  await context.setOffline(true);
  await expect(page.getByText(/You are offline/)).toBeVisible();
  await pressOn(page.getByRole("button", { name: "What to do with Photo 1" }), "Enter");
  await pressOn(page.getByRole("menuitem", { name: "Move to the trash" }), "Enter");
  await expect(page.getByText(/You seem to be offline/)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/You are offline/)).toBeHidden();
});

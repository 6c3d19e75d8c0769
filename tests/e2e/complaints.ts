// What axe finds wrong with a page as it stands, by day and by night.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** One line a complaint: colour scheme, rule, the first element it is about. */
export async function complaintsOf(page: Page): Promise<unknown[]> {
  // Next takes the title away for a moment when a page is read anew.
  await expect(page).toHaveTitle(/\S/);
  const found: unknown[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.map(({ id, nodes }) => [colorScheme, id, nodes[0]?.html]));
  }
  return found;
}

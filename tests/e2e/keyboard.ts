// The keyboard of somebody who looks first. Playwright's own focus() and press() of a control do not wait: while a
// page's scripts are on their way its controls are disabled, and the key goes to the page instead.
import { expect, type Locator } from "@playwright/test";

/** Puts the focus on this control as soon as it takes it. */
export async function focusOn(control: Locator): Promise<void> {
  await expect(control).toBeEnabled();
  await control.focus();
  await expect(control).toBeFocused();
}

/** Focuses this control as soon as it can be, and presses the key there. */
export async function pressOn(control: Locator, key: string): Promise<void> {
  await focusOn(control);
  await control.page().keyboard.press(key);
}

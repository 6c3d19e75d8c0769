// What somebody does who looks first. Playwright's own focus(), press() and setInputFiles() do not wait: while a
// page's scripts are on their way what is pressed or picked there is lost.
import { expect, type Locator } from "@playwright/test";

/**
 * Waits until the page's scripts have taken this control over: before, it does only what HTML alone does. React
 * marks an element when it comes to it, and takes a whole page over once it has come to its end.
 */
export async function untilAlive(control: Locator): Promise<void> {
  const isTakenOver = () =>
    control.evaluate((element) => {
      const mark = (node: Node, name: string) =>
        Object.entries(node).find(([key]) => key.startsWith(name))?.[1];
      const page = mark(document, "__reactContainer$")?.stateNode.current.memoizedState;
      return mark(element, "__reactFiber$") !== undefined && page?.isDehydrated === false;
    });
  await expect.poll(isTakenOver).toBe(true);
}

/** Puts the focus on this control as soon as the page is alive and takes it. */
export async function focusOn(control: Locator): Promise<void> {
  await untilAlive(control);
  await expect(control).toBeEnabled();
  await control.focus();
  await expect(control).toBeFocused();
}

/** {@link focusOn}, and presses the key there. */
export async function pressOn(control: Locator, key: string): Promise<void> {
  await focusOn(control);
  await control.page().keyboard.press(key);
}

/** Picks these in a file picker's input as soon as the page is alive. */
export async function pickFiles(
  input: Locator,
  files: Parameters<Locator["setInputFiles"]>[0],
): Promise<void> {
  await untilAlive(input);
  await input.setInputFiles(files);
}

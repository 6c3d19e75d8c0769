// Brings the captain to a field that needs them: into sight, with the focus in it.

/** Focuses the first field, in the order of the page, that one of these paths is about. False when none stands there. */
export function focusField(root: HTMLElement, paths: readonly string[]): boolean {
  const wrong = [...root.querySelectorAll<HTMLElement>("[data-path]")].filter(({ dataset }) =>
    paths.some((path) => path === dataset.path || path.startsWith(`${dataset.path}.`)),
  );
  // A group holds its fields: the field itself is meant.
  const target = wrong.find((one) => !wrong.some((other) => other !== one && one.contains(other)));
  const control =
    target?.querySelector<HTMLElement>("input, textarea, select") ??
    target?.querySelector("button");
  if (!target || !control) return false;
  control.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
  return true;
}

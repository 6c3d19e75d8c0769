// Checks by name, one after the other, each with its own line; what one throws fails that one alone.

/** A check says in a few words what it saw, or throws why it fails. */
export type Checks = Record<string, () => Promise<string>>;

/**
 * Runs the named checks, or all of them.
 *
 * @returns the reasons of those that failed
 */
export async function runChecks(checks: Checks, names: readonly string[]): Promise<string[]> {
  const unknown = names.filter((name) => !(name in checks));
  if (unknown.length > 0)
    return [
      `There is no check named ${unknown.join(", ")}; there are ${Object.keys(checks).join(", ")}.`,
    ];
  const failed: string[] = [];
  const width = Math.max(...Object.keys(checks).map(({ length }) => length));
  for (const [name, check] of Object.entries(checks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    try {
      console.log(`  ${name.padEnd(width)}  ${await check()}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      console.log(`✗ ${name.padEnd(width)}  ${reason}`);
      failed.push(`${name}: ${reason}`);
    }
  }
  return failed;
}

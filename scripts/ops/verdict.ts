// How the commands of operations end: with pass, or with fail and the reasons, and the exit code to match.

/** Runs a command. What it throws is a reason to fail. */
export async function endWithVerdict(work: () => Promise<string[]>): Promise<void> {
  const failed = await work().catch((error: unknown) => [
    error instanceof Error ? error.message : String(error),
  ]);
  if (failed.length === 0) return console.log("\npass");
  console.log(`\nfail\n${failed.map((reason) => `  ${reason}`).join("\n")}`);
  process.exitCode = 1;
}

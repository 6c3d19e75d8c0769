// What every command of an operator shares: where settings come from, words instead of stack traces,
// and an exit code: 0 done, 1 refused or failed, 2 called wrongly.
import { resolve } from "node:path";
import { disconnect } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { ERRORS } from "@/lib/errors/catalogue";
import { loadSettings } from "./load-env.mjs";

/** Thrown when a command was called in another way than its usage says. */
export class WrongUsage extends Error {}

/**
 * Runs a command with its arguments and prints what it has to say.
 *
 * @param usage one line, shown when the command throws {@link WrongUsage}
 */
export async function command(usage: string, run: (args: string[]) => Promise<string>) {
  loadSettings(resolve(import.meta.dirname, ".."));
  try {
    console.log(await run(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof WrongUsage ? `${error.message}\nUsage: ${usage}` : words(error));
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  } finally {
    await disconnect();
  }
}

function words(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  if (error.code === "database_unavailable")
    return "The database that DATABASE_URL names does not answer. For the local stack: npm run up.";
  return `${ERRORS[error.code].toast} (${error.code})`;
}

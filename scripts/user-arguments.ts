// The arguments of the user commands.
import { email as emailSchema } from "@/lib/domain/account/schema";
import { AppError } from "@/lib/errors/app-error";
import { WrongUsage } from "./command";

/** The e-mail address as accounts have it, when it is the only argument or is followed by `more` others. */
export function emailArgument(args: string[], more = 0): string {
  if (args.length !== 1 + more) throw new WrongUsage("Please give exactly what the usage says.");
  const parsed = emailSchema.safeParse(args[0]);
  if (!parsed.success) throw new WrongUsage(`"${args[0]}" is not an e-mail address.`);
  return parsed.data;
}

/** Says `not_found` as an operator would. */
export async function forAccount<T>(email: string, work: Promise<T>): Promise<T> {
  return work.catch((error) => {
    if (error instanceof AppError && error.code === "not_found")
      throw new Error(`There is no account with the e-mail ${email}.`);
    throw error;
  });
}

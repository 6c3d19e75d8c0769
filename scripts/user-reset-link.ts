// npm run user:reset-link -- <email>
import { makeResetLink } from "@/lib/domain/account/make-reset-link";
import { consoleActor } from "@/lib/http/authenticate";
import { command } from "./command";
import { emailArgument, forAccount } from "./user-arguments";

await command("npm run user:reset-link -- <email>", async (args) => {
  const email = emailArgument(args);
  const link = await forAccount(email, makeResetLink(consoleActor(), email));
  return `Works once, within 24 hours, and ends the earlier links. Give it to ${email} and nobody else:\n${link}`;
});

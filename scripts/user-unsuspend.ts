// npm run user:unsuspend -- <email>
import { unsuspendAccount } from "@/lib/domain/account/unsuspend-account";
import { consoleActor } from "@/lib/http/authenticate";
import { command } from "./command";
import { emailArgument, forAccount } from "./user-arguments";

await command("npm run user:unsuspend -- <email>", async (args) => {
  const email = emailArgument(args);
  const { name, changed } = await forAccount(email, unsuspendAccount(consoleActor(), email));
  return changed ? `${name} <${email}> can sign in again.` : `${name} <${email}> is not suspended.`;
});

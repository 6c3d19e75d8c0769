// npm run user:suspend -- <email>
import { suspendAccount } from "@/lib/domain/account/suspend-account";
import { consoleActor } from "@/lib/http/authenticate";
import { command } from "./command";
import { emailArgument, forAccount } from "./user-arguments";

await command("npm run user:suspend -- <email>", async (args) => {
  const email = emailArgument(args);
  const { name, changed } = await forAccount(email, suspendAccount(consoleActor(), email));
  return changed
    ? `${name} <${email}> is signed out everywhere and can't sign in any more.`
    : `${name} <${email}> is suspended already.`;
});

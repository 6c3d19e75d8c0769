// npm run user:role -- <email> CAPTAIN|STAFF|ADMIN
import { ROLES } from "@/lib/domain/account/schema";
import { setRole } from "@/lib/domain/account/set-role";
import { consoleActor } from "@/lib/http/authenticate";
import { command, WrongUsage } from "./command";
import { emailArgument, forAccount } from "./user-arguments";

await command(`npm run user:role -- <email> ${ROLES.join("|")}`, async (args) => {
  const email = emailArgument(args, 1);
  const role = ROLES.find((name) => name === args[1]?.toUpperCase());
  if (!role) throw new WrongUsage(`"${args[1]}" is not a role.`);
  const { name, changed } = await forAccount(email, setRole(consoleActor(), email, role));
  return changed
    ? `${name} <${email}> is ${role} from the next request on.`
    : `${name} <${email}> is ${role} already.`;
});

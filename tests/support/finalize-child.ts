// A process of its own that finalizes one draft, to be killed on the way: `finalize-child.ts <user> <draft>`.
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { captainActor } from "./actors";

const [userId = "", draftId = ""] = process.argv.slice(2);
console.log(JSON.stringify(await finalizeDraft(captainActor(userId), draftId)));
process.exit();

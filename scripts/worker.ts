// npm run worker [-- --once]: prepares clips until it is told to stop, or until nothing waits.
import { setTimeout as delay } from "node:timers/promises";
import { processNextVideo } from "@/lib/domain/video/process-next-video";
import { consoleActor } from "@/lib/http/authenticate";
import { log } from "@/lib/log";
import { removeDeadFolders } from "@/lib/videos/work-folder";
import { command, WrongUsage } from "./command";

const IDLE_MS = 2_000;
const OUTAGE_MS = 15_000;
/** Of the ten seconds that containers are given to stop: the rest is for giving the clip back. */
const GRACE_MS = 6_000;

await command("npm run worker [-- --once]", async ([option, ...more]) => {
  const once = option === "--once";
  if ((option !== undefined && !once) || more.length > 0)
    throw new WrongUsage("It takes no other arguments.");
  const stopping = new AbortController();
  const over = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => {
      stopping.abort();
      setTimeout(() => over.abort(new Error("the worker stops")), GRACE_MS).unref();
    });
  // Beside the server it listens for that one's end, which must not keep it from its own.
  process.channel?.unref();
  await removeDeadFolders();
  if (!once) log().info("the worker waits for clips");

  const system = consoleActor();
  let done = 0;
  while (!stopping.signal.aborted) {
    const found = await processNextVideo(system, over.signal).catch((err: unknown) => {
      if (once) throw err;
      log().error({ err }, "the worker could not ask for work");
      return null;
    });
    if (found) done += 1;
    else if (once) break;
    else await pause(found === null ? OUTAGE_MS : IDLE_MS, stopping.signal);
  }
  return `${done} ${done === 1 ? "clip" : "clips"} worked on.`;
});

/** Not in step with other workers. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => {});
}

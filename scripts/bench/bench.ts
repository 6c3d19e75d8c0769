// The whole run: the product on its own stack in a throw-away folder, a bare Next server beside it,
// one group of measurements after the other, then the table.
import { rm } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { step } from "../run.mjs";
import { freePort } from "../stack/ports.mjs";
import { megabytes, ms, printReport, report } from "./report";
import { dataDir, memory, type Server, stackEnv, startBaseline, startProduct } from "./servers";

const port = await freePort();
const servers: Server[] = [];

async function close(): Promise<void> {
  for (const server of servers.splice(0)) await server.stop();
  const { disconnect } = await import("@/lib/db/client");
  await disconnect();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, () => void close().then(() => process.exit(1)));

try {
  const product = await step("Starting the product", () => startProduct(port));
  servers.push(product);
  const env = stackEnv();
  // The use cases that are called here, past HTTP, run on the same stack.
  Object.assign(process.env, env, { LOG_LEVEL: "warn" });
  const baseline = await step("Starting a bare Next server", () => startBaseline(env));
  servers.push(baseline);
  const idle = { product: memory(product).now, bare: memory(baseline).now };

  const { benchCaptain, benchLiveness } = await import("./lists");
  const { benchDesk } = await import("./desk");
  const { benchFinalize } = await import("./finalize");
  const { benchMemory, benchUploads } = await import("./uploads");
  const { benchTrims } = await import("./trims");
  const { benchVideos } = await import("./videos");
  const groups: Record<string, () => Promise<void>> = {
    reads: async () => {
      await benchLiveness(product, baseline);
      await benchCaptain(product, baseline, env);
    },
    desk: () => benchDesk(product, baseline, env),
    finalize: () => benchFinalize(product, env),
    uploads: () => benchUploads(product, baseline),
    videos: async () => {
      await benchTrims(product);
      await benchVideos();
    },
    memory: () => benchMemory(product, idle.product, idle.bare),
    start: async () => {
      await product.stop();
      const again = await startProduct(port);
      servers[0] = again;
      report("P16", "npm run up, the second time, to its first 200, against bare Next", {
        measured: ms(again.startMs),
        limit: ms(baseline.startMs),
        ratio: again.startMs / baseline.startMs,
        wanted: "≤ 6 s, ours ≤ 2 s",
      });
    },
  };
  const wanted = process.argv.slice(2);
  for (const [name, measure] of Object.entries(groups))
    if (wanted.length === 0 || wanted.includes(name)) await step(`Measuring ${name}`, measure);
  printReport(
    `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${megabytes(totalmem())}, Node ${process.version}`,
  );
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await close();
}

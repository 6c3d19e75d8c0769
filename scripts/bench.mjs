// `npm run bench`: prints how close the product comes to what this machine can do. Never a test: it
// has no verdict, and a busy machine moves all of its figures.
//   node scripts/bench.mjs [reads] [desk] [finalize] [uploads] [videos] [memory] [start]
import { prepare } from "./prepare.mjs";
import { runNode, stopAll } from "./run.mjs";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stopAll);
await prepare();
const bench = ["--conditions=react-server", "--import", "tsx", "scripts/bench/bench.ts"];
await runNode([...bench, ...process.argv.slice(2)]).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

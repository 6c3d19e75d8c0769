// `npm run soak [-- --minutes 3]`: captains and staff at work while their database, store and limiter fail, and
// the server is stopped and started in the middle; then everything is counted. Never leaves this machine.
import { prepare } from "./prepare.mjs";
import { runNode, stopAll } from "./run.mjs";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stopAll);
await prepare();
const soak = ["--conditions=react-server", "--import", "tsx", "scripts/soak/soak.ts"];
await runNode([...soak, ...process.argv.slice(2)]).catch(() => {
  process.exitCode = 1;
});

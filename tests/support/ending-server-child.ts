// A server that ends as Next's does: it listens no longer, and leaves when its last connection has. Says its port.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { endConnectionsWithTheServer } from "@/lib/http/end-connections";

endConnectionsWithTheServer();
const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  if (request.url === "/at-once") return response.end("done");
  if (request.url === "/streaming") response.write("begun ");
  process.once("SIGTERM", () => setTimeout(() => response.end("done"), 200));
  process.send?.("begun");
});
process.once("SIGTERM", () => server.close(() => process.exit(143)));
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));

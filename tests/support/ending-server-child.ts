// A server that ends as Next's does: it listens no longer, and leaves when its last connection has. Says its port.
// With a collector of traces each request is a span.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { trace } from "@opentelemetry/api";
import { endConnectionsWithTheServer } from "@/lib/http/end-connections";
import { startTracing } from "@/lib/tracing";

/** For how long a busy answer keeps the process from hearing of anything else. */
const BUSY_MS = 50;
/** More than a connection holds while nobody reads it. */
const LARGE = 32 * 1024 * 1024;

if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) startTracing({ name: "ending", version: "1" });
endConnectionsWithTheServer();
const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  const span = trace.getTracer("ending").startSpan(request.url ?? "");
  response.once("close", () => span.end());
  if (request.url === "/at-once") return response.end("done");
  if (request.url === "/large") return response.end(Buffer.alloc(LARGE));
  if (request.url === "/busy") {
    for (const end = Date.now() + BUSY_MS; Date.now() < end; );
    process.send?.("busy");
    return response.end("done");
  }
  if (request.url === "/streaming") response.write("begun ");
  process.once("SIGTERM", () => setTimeout(() => response.end("done"), 200));
  process.send?.("begun");
});
process.once("SIGTERM", () => server.close(() => process.exit(143)));
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));

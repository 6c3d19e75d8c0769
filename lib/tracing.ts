// Traces by OpenTelemetry, from a request to its SQL and its calls to the store, when somebody collects them.
// Never what somebody searched for, a value of a statement, or a header: only names, times and what went wrong.
import { type Attributes, SpanKind } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node";
import { PrismaInstrumentation } from "@prisma/instrumentation";

/** For how long the end of the process waits for a collector. */
const LAST_WORDS_MS = 800;

/**
 * Begins to collect spans and to send them where the OTEL_* variables say. Next's own, Prisma's and those of
 * every outgoing call hang together by the request. Call it once, before the first request.
 */
export function startTracing(service: { name: string; version: string }): void {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      "service.name": service.name,
      "service.version": service.version,
    }),
    spanProcessors: [new BatchSpanProcessor(withoutSecrets(new OTLPTraceExporter()))],
  });
  provider.register();
  new UndiciInstrumentation({ requireParentforSpans: true });
  new PrismaInstrumentation();
  sendBeforeTheEnd(provider);
}

/**
 * Next ends its process at once when the last answer is given, and has nothing to call before: from the signal on,
 * the end of the process waits until the collector has what was collected up to then, but not for long.
 */
function sendBeforeTheEnd(provider: NodeTracerProvider): void {
  const wait = () => {
    const exit = process.exit.bind(process);
    const exitLater = (code?: number) => {
      const leave = () => exit(code);
      setTimeout(leave, LAST_WORDS_MS);
      // Unlike a flush it waits for what is on its way already.
      void provider.shutdown().then(leave, leave);
    };
    process.exit = exitLater as typeof process.exit;
  };
  process.once("SIGTERM", wait).once("SIGINT", wait);
}

function withoutSecrets(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(cleaned), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/**
 * The same span without queries of addresses, which hold tokens and names, and without words of errors. Of an address
 * that we call only the host stays: the path of a webhook is its secret.
 */
export function cleaned(span: ReadableSpan): ReadableSpan {
  const bare = span.kind === SpanKind.CLIENT ? hostsIn : withoutQuery;
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(span.attributes)) {
    if (name === "url.query" || (bare === hostsIn && PATHS.has(name))) continue;
    attributes[name] = typeof value === "string" && !name.startsWith("db.") ? bare(value) : value;
  }
  const own = {
    name: bare(span.name),
    attributes,
    events: span.events.map(({ attributes: words, ...event }) => ({
      ...event,
      attributes: { "exception.type": words?.["exception.type"] },
    })),
    status: { code: span.status.code },
  };
  return Object.create(span, Object.getOwnPropertyDescriptors(own)) as ReadableSpan;
}

const PATHS: ReadonlySet<string> = new Set(["url.path", "http.target"]);
/** A text up to the query of the address in it. */
const withoutQuery = (text: string) => text.replace(/\?.*$/s, "");
/** A text with no more of an address than its host. */
const hostsIn = (text: string) => text.replace(/(https?:\/\/[^/?#\s]*)\S*/g, "$1");

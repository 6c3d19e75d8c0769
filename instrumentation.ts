// Runs once before the server answers its first request: a deployment that is not configured says so and stops.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnv, env } = await import("@/lib/env");
  checkEnv();
  const { standAroundNext } = await import("@/lib/http/around-next");
  standAroundNext();
  const { endConnectionsWithTheServer } = await import("@/lib/http/end-connections");
  endConnectionsWithTheServer();
  const { closeDecodeGateWithTheServer } = await import("@/lib/images/decode-gate");
  closeDecodeGateWithTheServer();
  const { renderOnAThread } = await import("@/lib/images/render-photo");
  renderOnAThread();
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME: name } = env("tracing");
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return;
  const { startTracing } = await import("@/lib/tracing");
  const { version } = await import("@/lib/http/version");
  startTracing({ name, version: version() });
}

import type { NextConfig } from "next";
import { API_CONTENT_SECURITY_POLICY, COMMON_HEADERS } from "./lib/http/security-headers";

const config: NextConfig = {
  // The end-to-end tests build into a folder of their own, beside a product that may be running.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or dynamic parts that the bundler must leave alone.
  serverExternalPackages: [
    ...["sharp", "pino", "pg", "@prisma/adapter-pg", "@prisma/instrumentation"],
    ...["exporter-trace-otlp-http", "instrumentation-undici", "resources", "sdk-trace-node"].map(
      (name) => `@opentelemetry/${name}`,
    ),
  ],
  // Stored renditions have the right sizes already, so the optimizer is one surface less.
  images: { unoptimized: true },
  headers: async () => [
    { source: "/:path*", headers: COMMON_HEADERS },
    {
      source: "/(api|health)/:path*",
      headers: [{ key: "Content-Security-Policy", value: API_CONTENT_SECURITY_POLICY }],
    },
  ],
};

export default config;

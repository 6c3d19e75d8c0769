// Which build is running. Never read from a file while serving: a deployed function may not carry it.
import "server-only";
import { env } from "@/lib/env";
import manifest from "../../package.json" with { type: "json" };

/** The commit the platform deployed, else the version of package.json. */
export function version(): string {
  return env("app").VERCEL_GIT_COMMIT_SHA ?? manifest.version;
}

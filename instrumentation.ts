// Runs once before the server answers its first request: a deployment that is not configured says so and stops.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnv } = await import("@/lib/env");
  checkEnv();
}

// The demo that the server under test was started with.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The demo's sign-ins, which the server under test has made by the time a test runs. */
export function demo(role: "CAPTAIN" | "STAFF" | "ADMIN"): { email: string; password: string } {
  const file = join(process.env.E2E_DATA_DIR ?? "", "demo-sign-ins.json");
  const signIns: { role: string; email: string; password: string }[] = JSON.parse(
    readFileSync(file, "utf8"),
  );
  const { email = "", password = "" } = signIns.find((one) => one.role === role) ?? {};
  return { email, password };
}

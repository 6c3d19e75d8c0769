// Accounts for the bench, made at the product's own doors.
import { randomUUID } from "node:crypto";
import { askWell } from "./measure";

export interface Account {
  id: string;
  email: string;
  cookie: string;
}

/** Signs somebody up and in. */
export async function signUp(url: string, name = "Bench Captain"): Promise<Account> {
  const email = `${randomUUID()}@bench.example`;
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, email, password: randomUUID() }),
  });
  if (!answer.ok) throw new Error(`sign-up answered ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { body } = await askWell(`${url}/api/auth/get-session`, { headers: { cookie } });
  const session: { user: { id: string } } = JSON.parse(body);
  return { id: session.user.id, email, cookie };
}

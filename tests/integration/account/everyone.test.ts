// In a file of its own, because what this process has counted for all together stays.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as signUp } from "@/app/api/auth/sign-up/email/route";
import { enforceLimit, LIMITS } from "@/lib/http/rate-limit";
import { PASSWORD } from "../../support/accounts";
import { call } from "../../support/http";
import { redis } from "../../support/stack";

const { max } = LIMITS["account.everyone"];
const anEmail = () => `${randomUUID()}@example.com`;
const guess = (email: string) => call(signIn, { body: { email, password: "guess" } });

test.each(["well", "down"])(
  "tries beyond an e-mail's limit lock nobody else out, the limiter %s",
  {
    timeout: 60_000,
  },
  async (state) => {
    if (state === "down") redis.setFault(() => "reset");
    const email = anEmail();
    const statuses: number[] = [];
    while (statuses.length <= max) statuses.push((await guess(email)).status);
    const answer = await guess(anEmail());
    redis.setFault();
    expect(statuses.at(-1)).toBe(429);
    expect(answer.status).toBe(401);
  },
);

test("all together have 300 tries in 10 minutes, whatever the door", async () => {
  const spend = () => enforceLimit("account.everyone", "-").catch(() => {});
  await Promise.all(Array.from({ length: max }, spend));
  const body = { name: "Ana", email: anEmail(), password: PASSWORD };
  const answers = [await guess(anEmail()), await call(signUp, { body })];
  expect(answers.map(({ status }) => status)).toEqual([429, 429]);
});

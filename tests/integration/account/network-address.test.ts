// In a file of its own, because the setting is read once a process.
import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { query } from "../../support/database";
import { call } from "../../support/http";
import "../../support/stack";

vi.stubEnv("TRUSTED_IP_HEADER", "x-real-ip");
const { POST: signIn } = await import("@/app/api/auth/sign-in/email/route");
const { POST: signUp } = await import("@/app/api/auth/sign-up/email/route");
const { enforceLimit } = await import("@/lib/http/rate-limit");
const { networkOf } = await import("@/lib/http/request");

test("one network address has 60 tries in 10 minutes, whatever the e-mails; another has its own", {
  retry: 2,
}, async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const from = (address: string) =>
    call(signIn, {
      body: { email: `${randomUUID()}@example.com`, password: "guess" },
      headers: { "x-real-ip": address, "x-forwarded-for": randomUUID() },
    });
  const statuses: number[] = [];
  while (statuses.length < 65) {
    const few = await Promise.all(Array.from({ length: 5 }, () => from(first)));
    statuses.push(...few.map(({ status }) => status));
  }
  expect(statuses).toEqual([...Array(60).fill(401), ...Array(5).fill(429)]);
  expect((await from(second)).status).toBe(401);
});

test("an IPv6 network is one address, however many it has", async () => {
  const from = (address: string) =>
    call(signIn, {
      body: { email: `${randomUUID()}@example.com`, password: "guess" },
      headers: { "x-real-ip": address },
    });
  const network = networkOf("2001:db8:0:7::1");
  const spend = () => enforceLimit("account.address", network).catch(() => {});
  await Promise.all(Array.from({ length: 60 }, spend));
  expect((await from("2001:DB8:0:7:9:8:7:6")).status).toBe(429);
  expect((await from("2001:db8:0:8::1")).status).toBe(401);
});

test("a session remembers the address that the platform vouches for", async () => {
  const email = `${randomUUID()}@example.com`;
  await call(signUp, {
    body: { name: "Ana", email, password: "a boat at dawn 7" },
    headers: { "x-real-ip": "203.0.113.9", "x-forwarded-for": "198.51.100.1" },
  });
  const rows = await query(
    `SELECT "ipAddress" FROM "Session" JOIN "User" ON "User".id = "userId" WHERE email = $1`,
    [email],
  );
  expect(rows).toEqual([{ ipAddress: "203.0.113.9" }]);
});

// Alerts leave here, signed as the Standard Webhooks say (standardwebhooks.com), so that any receiver can
// check them with a library.
import "server-only";
import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Alert } from "@/lib/domain/operation/schema";
import { env } from "@/lib/env";

const ATTEMPT_MS = 3_000;
/** Between tries. */
const PAUSES_MS = [200, 1_000];

/** What delivers an alert, or undefined when ALERT_WEBHOOK_URL is not set. */
export function alertPoster(): ((alert: Alert) => Promise<void>) | undefined {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET, CRON_SECRET } = env("operations");
  // Whoever may start this job has proven CRON_SECRET.
  const secret = ALERT_WEBHOOK_SECRET ?? CRON_SECRET;
  return url && secret ? (alert) => deliver(url, secret, alert) : undefined;
}

/** Up to three tries; anything but a 2xx answer in time counts as not delivered. */
async function deliver(url: string, secret: string, alert: Alert): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptDelivery(url, secret, alert);
    } catch (error) {
      const pause = PAUSES_MS[attempt];
      if (pause === undefined) throw error;
      await delay(pause);
    }
  }
}

async function attemptDelivery(url: string, secret: string, alert: Alert): Promise<void> {
  const body = JSON.stringify({ type: "metric.changed", data: alert });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signed = `${alert.id}.${timestamp}.${body}`;
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": alert.id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`,
    },
    redirect: "error",
    signal: AbortSignal.timeout(ATTEMPT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the receiver answered ${response.status}`);
}

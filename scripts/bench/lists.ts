// P13 and P14: reads against the bare query behind them and Next's own share.
import { signUp } from "./accounts";
import { connect, fillPhotos } from "./fill";
import { askWell, inTurns, load } from "./measure";
import { ms, perSecond, report } from "./report";
import type { Env, Server } from "./servers";

/** P14. */
export async function benchCaptain(product: Server, baseline: Server, env: Env): Promise<void> {
  const client = await connect(env);
  const captain = await signUp(product.url);
  const captainId = await fillPhotos(client, captain, 200);
  const headers = { cookie: captain.cookie };
  const { product: list, bare } = await inTurns(5, {
    product: () => load(1, 50, () => askWell(`${product.url}/api/captain/photos`, { headers })),
    bare: () => load(1, 50, () => askWell(`${baseline.url}/list?captainId=${captainId}`)),
  });
  report("P14", "captain's photos, 200 items, against a Next route with the bare query", {
    measured: ms(list.p50),
    limit: ms(bare.p50),
    ratio: list.p50 / bare.p50,
    wanted: "≤ 2.5",
  });
  await client.end();
}

/** P13. */
export async function benchLiveness(product: Server, baseline: Server): Promise<void> {
  for (const atOnce of [1, 8]) {
    const sides = await inTurns(5, {
      product: () => load(atOnce, 1_500, () => askWell(`${product.url}/health`)),
      bare: () => load(atOnce, 1_500, () => askWell(`${baseline.url}/empty`)),
    });
    report("P13", `/health, ${atOnce} at once, against an empty Next route`, {
      measured: perSecond(sides.product.perSecond),
      limit: perSecond(sides.bare.perSecond),
      ratio: sides.product.perSecond / sides.bare.perSecond,
      wanted: "≥ 0.9",
    });
  }
}

// P8, P9, P13 and P14: reads against the bare query behind them and Next's own share.
import type pg from "pg";
import { setRole } from "@/lib/domain/account/set-role";
import type { StaffMediaPage } from "@/lib/domain/media/schema";
import { consoleActor } from "@/lib/http/authenticate";
import { signUp } from "./accounts";
import { connect, fillMedia, fillPhotos } from "./fill";
import { askWell, inTurns, load } from "./measure";
import { ms, perSecond, report } from "./report";
import type { Env, Server } from "./servers";

const ROWS = 100_000;
const DEEP_PAGE = 700;

/** What a page of pending media needs at the very least, written by hand. */
const BARE_PAGE = `SELECT media.*, captain."displayName" FROM "CharterMedia" media
  JOIN "CaptainProfile" captain ON captain."id" = media."captainId"
  WHERE media."status" = 'READY' AND media."trashedAt" IS NULL AND media."missingSince" IS NULL
    AND media."charterId" IS NULL AND media."captainId" IS NOT NULL
  ORDER BY media."createdAt" DESC, media."id" DESC LIMIT 50`;

export async function benchLists(product: Server, baseline: Server, env: Env): Promise<void> {
  const client = await connect(env);
  await fillMedia(client, ROWS);
  await benchStaff(product, client);
  await benchCaptain(product, baseline, client);
  await client.end();
}

async function benchStaff(product: Server, client: pg.Client): Promise<void> {
  const staff = await signUp(product.url, "Bench Staff");
  await setRole(consoleActor(), staff.email, "STAFF");
  const headers = { cookie: staff.cookie };
  const first = `${product.url}/api/staff/media`;
  const read = async (url: string): Promise<StaffMediaPage> =>
    JSON.parse((await askWell(url, { headers })).body);
  let deep = first;
  for (let page = 1; page < DEEP_PAGE; page++) {
    const { nextCursor } = await read(deep);
    deep = `${first}?cursor=${nextCursor}`;
  }
  const sides = await inTurns(5, {
    first: () => load(1, 60, () => askWell(first, { headers })),
    deep: () => load(1, 60, () => askWell(deep, { headers })),
    query: () => load(1, 60, () => client.query(BARE_PAGE)),
    session: () => load(1, 60, () => askWell(`${product.url}/api/auth/get-session`, { headers })),
  });
  const bare = sides.query.p50 + sides.session.p50;
  report("P8", `staff API, first page of ${ROWS} rows, against session route + bare query`, {
    measured: ms(sides.first.p50),
    limit: ms(bare),
    ratio: sides.first.p50 / bare,
    wanted: "≤ 1.5",
  });
  report("P9", `staff API, page ${DEEP_PAGE} by cursor, against its first page`, {
    measured: ms(sides.deep.p50),
    limit: ms(sides.first.p50),
    ratio: sides.deep.p50 / sides.first.p50,
    wanted: "≤ 1.2",
  });
}

async function benchCaptain(product: Server, baseline: Server, client: pg.Client): Promise<void> {
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

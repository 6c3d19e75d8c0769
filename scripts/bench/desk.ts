// P8 to P12: the media desk at a million rows, against the bare query behind it and Next's own share.
import type pg from "pg";
import { setRole } from "@/lib/domain/account/set-role";
import type { StaffMediaPage } from "@/lib/domain/media/schema";
import { consoleActor } from "@/lib/http/authenticate";
import { fillLarge } from "../seed/fill-large";
import { signUp } from "./accounts";
import { connect } from "./fill";
import { askWell, inTurns, load } from "./measure";
import { ms, report } from "./report";
import type { Env, Server } from "./servers";

const ROWS = 1_000_000;
const FEW_ROWS = 10_000;
const DEEP_PAGE = 1_000;
const TIMES = 60;
const ROUNDS = 5;

const IS_PENDING = `media."status" = 'READY' AND media."trashedAt" IS NULL AND media."missingSince" IS NULL
  AND media."charterId" IS NULL AND media."captainId" IS NOT NULL`;
/** What a page of pending media needs at the very least, written by hand. */
const BARE_PAGE = `SELECT media.*, captain."displayName" FROM "CharterMedia" media
  JOIN "CaptainProfile" captain ON captain."id" = media."captainId" WHERE ${IS_PENDING}
  ORDER BY media."createdAt" DESC, media."id" DESC LIMIT 50`;
const BARE_SEARCH = `SELECT media.*, captain."displayName" FROM "CharterMedia" media
  JOIN "CaptainProfile" captain ON captain."id" = media."captainId"
  WHERE captain."displayName" ILIKE $1 AND ${IS_PENDING}
  ORDER BY media."createdAt" DESC, media."id" DESC LIMIT 50`;

/** Names by how many captains of 50,000 have them. */
const SEARCHES = {
  rare: "Ali Rahman 4180",
  common: "Ali Rahman",
  frequent: "Rahman",
  none: "Zyxwvut",
};

/** Fills the database on its way, first with few rows. */
export async function benchDesk(product: Server, baseline: Server, env: Env): Promise<void> {
  const client = await connect(env);
  const staff = await signUp(product.url, "Bench Staff");
  await setRole(consoleActor(), staff.email, "STAFF");
  const headers = { cookie: staff.cookie };
  await fillLarge(client, { media: FEW_ROWS, prefix: "few" });
  const few = await benchPage(product, baseline, headers);
  await fillLarge(client, { media: ROWS });
  const many = await benchPage(product, baseline, headers);
  report(
    "P11",
    `/staff/media as HTML, ${ROWS} rows against ${FEW_ROWS}, each by the bare page then`,
    {
      measured: ms(many.page),
      limit: ms(few.page),
      ratio: many.page / many.bare / (few.page / few.bare),
      wanted: "≤ 1.3",
    },
  );
  report("P12", "/staff/media as HTML, against a bare Next page of 50 rows", {
    measured: ms(many.page),
    limit: ms(many.bare),
    ratio: many.page / many.bare,
    wanted: "≤ 2",
  });
  await benchLists(product, client, headers);
  await benchSearch(product, client, headers);
  await client.end();
}

type Headers = Record<string, string>;

async function benchPage(product: Server, baseline: Server, headers: Headers) {
  const { page, bare } = await inTurns(ROUNDS, {
    page: () => load(1, TIMES, () => askWell(`${product.url}/staff/media`, { headers })),
    bare: () => load(1, TIMES, () => askWell(`${baseline.url}/rows`)),
  });
  return { page: page.p50, bare: bare.p50 };
}

const sessionOf = (product: Server, headers: Headers) => () =>
  load(1, TIMES, () => askWell(`${product.url}/api/auth/get-session`, { headers }));

async function benchLists(product: Server, client: pg.Client, headers: Headers): Promise<void> {
  const first = `${product.url}/api/staff/media`;
  const deep = await deepPage(first, headers);
  const sides = await inTurns(ROUNDS, {
    first: () => load(1, TIMES, () => askWell(first, { headers })),
    deep: () => load(1, TIMES, () => askWell(deep, { headers })),
    query: () => load(1, TIMES, () => client.query(BARE_PAGE)),
    session: sessionOf(product, headers),
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

async function deepPage(first: string, headers: Headers): Promise<string> {
  let url = first;
  for (let page = 1; page < DEEP_PAGE; page++) {
    const { nextCursor }: StaffMediaPage = JSON.parse((await askWell(url, { headers })).body);
    url = `${first}?cursor=${nextCursor}`;
  }
  return url;
}

async function benchSearch(product: Server, client: pg.Client, headers: Headers): Promise<void> {
  for (const [frequency, name] of Object.entries(SEARCHES)) {
    const url = `${product.url}/api/staff/media?q=${encodeURIComponent(name)}`;
    const sides = await inTurns(ROUNDS, {
      search: () => load(1, TIMES, () => askWell(url, { headers })),
      query: () => load(1, TIMES, () => client.query(BARE_SEARCH, [`%${name}%`])),
      session: sessionOf(product, headers),
    });
    const bare = sides.query.p50 + sides.session.p50;
    report(
      "P10",
      `staff API, search by a name, ${frequency}, against session route + its bare query`,
      {
        measured: ms(sides.search.p50),
        limit: ms(bare),
        ratio: sides.search.p50 / bare,
        wanted: "≤ 3, or ≤ 25 ms",
      },
    );
  }
}

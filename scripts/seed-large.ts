// npm run seed:large -- [--media 1000000]
// Fills a database with so many media and the captains, charters, drafts and videos that go with them, to see
// the product at its size. Beside the demo, never beside anybody's data.
import { parseArgs } from "node:util";
import { databaseAddress, withDatabase } from "./ops/open-database";
import { endWithVerdict } from "./ops/verdict";
import { fillLarge } from "./seed/fill-large";

const MOST = 5_000_000;

await endWithVerdict(async () => {
  const { values } = parseArgs({ options: { media: { type: "string", default: "1000000" } } });
  const media = Number(values.media);
  if (!Number.isInteger(media) || media < 1_000 || media > MOST)
    throw new Error(`--media is a whole number from 1000 to ${MOST}.`);
  return withDatabase(databaseAddress(), async (client) => {
    const { rows } = await client.query<{ strangers: boolean; filled: boolean }>(
      `SELECT EXISTS (SELECT FROM "User" WHERE "email" NOT LIKE '%@demo.example'
          AND "email" NOT LIKE '%@large.example') AS "strangers",
        EXISTS (SELECT FROM "User" WHERE "email" LIKE '%@large.example') AS "filled"`,
    );
    if (rows[0]?.strangers)
      return ["There are accounts in this database that are not the demo's. Nothing was changed."];
    if (rows[0]?.filled) return ["It is filled already. Nothing was changed."];
    const startedAt = performance.now();
    await fillLarge(client, { media });
    console.log(`${media} media in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
    return [];
  });
});

// How the database would answer what a repository function asks: for tests that no table is read whole.
import { type Db, db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** The plan of the last statement that `ask` runs on the client it is given. Nothing is run. */
export async function planOf(ask: (client: Db) => Promise<unknown>): Promise<string> {
  let plan = "";
  const $queryRaw = async (strings: readonly string[], ...values: unknown[]) => {
    const rows = await db().$queryRaw<Record<string, string>[]>(
      Prisma.sql`EXPLAIN ${Prisma.sql(strings, ...values)}`,
    );
    plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    return [{}];
  };
  await ask({ $queryRaw } as unknown as Db);
  return plan;
}

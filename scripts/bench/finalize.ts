// P6 and P7: finalize against a bare transaction that sends the same statements with the same values.
import { randomUUID } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import pg from "pg";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { authenticate } from "@/lib/http/authenticate";
import { type Account, signUp } from "./accounts";
import { connect, type PreparedDraft, prepareDrafts } from "./fill";
import { askWell, inTurns, load } from "./measure";
import { ms, report } from "./report";
import type { Env, Server } from "./servers";

interface Statement {
  text: string;
  values: unknown[];
}

/** The statements of one finalize of this draft, taken down as the driver sends them. */
async function takeDown(work: () => Promise<{ charterId: string }>) {
  const statements: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as {
    query: (...args: unknown[]) => unknown;
  };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first, second] = args;
    const given = (typeof first === "string" ? { text: first } : first) as Partial<Statement>;
    const values = given.values ?? (Array.isArray(second) ? second : []);
    statements.push({ text: given.text ?? "", values });
    return query.apply(this, args);
  };
  try {
    const { charterId } = await work();
    return { statements, charterId };
  } finally {
    prototype.query = query;
  }
}

/** The same statements about another draft. */
function about(
  {
    statements,
    charterId,
    draft,
  }: { statements: Statement[]; charterId: string; draft: PreparedDraft },
  other: PreparedDraft,
): Statement[] {
  const pairs: [string, string][] = [
    [draft.id, other.id],
    [draft.userId, other.userId],
    [draft.captainId, other.captainId],
    [charterId, randomUUID()],
    ...draft.photoIds.map((id, at): [string, string] => [id, other.photoIds[at] ?? ""]),
  ];
  const text = pairs.reduce(
    (values, [from, to]) => values.replaceAll(from, to),
    JSON.stringify(statements.map(({ values }) => values)),
  );
  const values: unknown[][] = JSON.parse(text);
  return statements.map((statement, at) => ({ text: statement.text, values: values[at] ?? [] }));
}

async function send(pool: pg.Pool, statements: Statement[]): Promise<void> {
  const client = await pool.connect();
  try {
    for (const { text, values } of statements) await client.query(text, values);
  } finally {
    client.release();
  }
}

export async function benchFinalize(product: Server, env: Env): Promise<void> {
  const client = await connect(env);
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 10 });
  pool.on("error", () => {});
  const captains = await Promise.all(Array.from({ length: 8 }, () => signUp(product.url)));
  const [captain = await signUp(product.url)] = captains;
  const actor = await authenticate(
    "captain",
    new Headers({ cookie: captain.cookie }),
    randomUUID(),
  );
  const next = await supply(client, captains);

  const draft = next(0);
  const taken = { draft, ...(await takeDown(() => finalizeDraft(actor, draft.id))) };
  const count = taken.statements.length;
  const bare = (at: number) => send(pool, about(taken, next(at)));
  const useCase = await inTurns(3, {
    product: () => load(1, 60, () => finalizeDraft(actor, next(0).id)),
    bare: () => load(1, 60, () => bare(0)),
  });
  report(
    "P6",
    `finalize, 10 photos, 3 videos, 2 trips, ${count} statements, against a bare transaction`,
    {
      measured: ms(useCase.product.p50),
      limit: ms(useCase.bare.p50),
      ratio: useCase.product.p50 / useCase.bare.p50,
      wanted: "≤ 3",
    },
  );

  const limiter = bareLimiter(env);
  for (const callers of [1, 8]) {
    const at = (call: number) => (callers === 1 ? 0 : call % captains.length);
    const cookie = (call: number) => captains[at(call)]?.cookie ?? "";
    const over = await inTurns(3, {
      product: () =>
        load(callers, 80, (call) =>
          askWell(`${product.url}/api/charter-drafts/${next(at(call)).id}/finalize`, {
            method: "POST",
            headers: { cookie: cookie(call) },
          }),
        ),
      bare: () => load(callers, 80, (call) => bare(at(call))),
      session: () =>
        load(callers, 80, (call) =>
          askWell(`${product.url}/api/auth/get-session`, { headers: { cookie: cookie(call) } }),
        ),
      limiter: () => load(callers, 80, () => limiter.limit(randomUUID())),
    });
    const sum = over.bare.p50 + over.session.p50 + over.limiter.p50;
    report(
      "P7",
      `finalize over HTTP, ${callers} at once, against transaction + session route + limiter`,
      {
        measured: ms(over.product.p50),
        limit: ms(sum),
        ratio: over.product.p50 / sum,
        wanted: callers === 1 ? "≤ 2" : "(shown)",
      },
    );
  }
  await client.end();
  await pool.end();
}

/** Prepared drafts of each captain, one at a time; each is handed out once. */
async function supply(client: pg.Client, captains: readonly Account[]) {
  const drafts: PreparedDraft[][] = [];
  for (const [at, captain] of captains.entries())
    drafts.push(await prepareDrafts(client, captain, at === 0 ? 950 : 70));
  await client.query("VACUUM ANALYZE");
  return (captain: number): PreparedDraft => {
    const draft = drafts[captain]?.pop();
    if (!draft) throw new Error("the bench ran out of drafts");
    return draft;
  };
}

function bareLimiter(env: Env): Ratelimit {
  const redis = new Redis({
    url: env.UPSTASH_REDIS_REST_URL ?? "",
    token: env.UPSTASH_REDIS_REST_TOKEN ?? "",
    enableTelemetry: false,
  });
  return new Ratelimit({
    redis,
    limiter: Ratelimit.slidingWindow(5, "60 s"),
    analytics: false,
    ephemeralCache: false,
  });
}

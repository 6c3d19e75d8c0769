// The unmodified Upstash client and rate limiter against the Redis server.
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { beforeEach, describe, expect, test } from "vitest";
import { redis as server } from "../../support/stack";

const client = new Redis({ url: server.url, token: server.token });
const plain = new Redis({ url: server.url, token: server.token, responseEncoding: false });

beforeEach(() => server.clear());

/** A limiter that keeps nothing in this process, so that every answer is the server's. */
const limiter = (algorithm: ReturnType<typeof Ratelimit.fixedWindow>) =>
  new Ratelimit({ redis: client, limiter: algorithm, prefix: "test", ephemeralCache: false });

/** Waits for the start of a window of this length, so that no test straddles two of them. */
async function freshWindow(ms: number) {
  const left = ms - (Date.now() % ms);
  if (left < ms / 2) await new Promise((resolve) => setTimeout(resolve, left));
}

describe("a fixed window", () => {
  test("lets exactly its number through, also when all come at once", async () => {
    const limit = limiter(Ratelimit.fixedWindow(5, "1 h"));
    const answers = await Promise.all(Array.from({ length: 20 }, () => limit.limit("ana")));
    expect(answers.filter(({ success }) => success)).toHaveLength(5);
    expect(Math.min(...answers.map(({ remaining }) => remaining))).toBe(0);
    expect(answers[0]).toMatchObject({ limit: 5, reset: expect.any(Number) });
  });

  test("counts each key for itself", async () => {
    const limit = limiter(Ratelimit.fixedWindow(1, "1 h"));
    expect((await limit.limit("ana")).success).toBe(true);
    expect((await limit.limit("ben")).success).toBe(true);
    expect((await limit.limit("ana")).success).toBe(false);
  });

  test("opens again when it is over", async () => {
    const limit = limiter(Ratelimit.fixedWindow(1, "1 s"));
    await freshWindow(1000);
    const first = await limit.limit("ana");
    expect((await limit.limit("ana")).success).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, first.reset - Date.now() + 20));
    expect((await limit.limit("ana")).success).toBe(true);
  });

  test("tells what remains", async () => {
    const limit = limiter(Ratelimit.fixedWindow(3, "1 h"));
    await limit.limit("ana");
    expect((await limit.getRemaining("ana")).remaining).toBe(2);
  });

  test("takes several at once", async () => {
    const limit = limiter(Ratelimit.fixedWindow(5, "1 h"));
    expect((await limit.limit("ana", { rate: 4 })).remaining).toBe(1);
    expect((await limit.limit("ana", { rate: 2 })).success).toBe(false);
  });
});

describe("a sliding window", () => {
  test("lets exactly its number through, also when all come at once", async () => {
    const limit = limiter(Ratelimit.slidingWindow(5, "1 h"));
    const answers = await Promise.all(Array.from({ length: 20 }, () => limit.limit("ana")));
    expect(answers.filter(({ success }) => success)).toHaveLength(5);
  });

  test("still counts the window before, in part", async () => {
    const limit = limiter(Ratelimit.slidingWindow(10, "1 s"));
    await freshWindow(1000);
    await Promise.all(Array.from({ length: 10 }, () => limit.limit("ana")));
    await new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000) + 20));
    const answers = await Promise.all(Array.from({ length: 10 }, () => limit.limit("ana")));
    const passed = answers.filter(({ success }) => success).length;
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(10);
  });
});

describe("the REST protocol", () => {
  test.each([
    ["base64", client],
    ["plain", plain],
  ])("gives back what was stored, %s", async (_, redis) => {
    await redis.set("k", "käpt'n 🎣", { ex: 60 });
    await redis.hset("h", { a: "1", b: "zwei" });
    expect(await redis.get("k")).toBe("käpt'n 🎣");
    expect(await redis.get("none")).toBeNull();
    expect(await redis.hgetall("h")).toEqual({ a: 1, b: "zwei" });
    expect(await redis.incrby("n", 5)).toBe(5);
    expect(await redis.ttl("k")).toBeGreaterThan(50);
  });

  test("a pipeline answers each command, failed ones included", async () => {
    const pipeline = client.pipeline().set("a", "1").incr("a").get("a");
    expect(await pipeline.exec()).toEqual(["OK", 2, 2]);
    const mixed = client.pipeline().evalsha("ff".repeat(20), [], []).set("b", "1");
    const [failed, set] = await mixed.exec({ keepErrors: true });
    expect(failed.error).toMatch(/^NOSCRIPT/);
    expect(set).toEqual({ error: undefined, result: "OK" });
  });

  test("nothing comes between the commands of a transaction", async () => {
    const transactions = Array.from({ length: 20 }, () =>
      client.multi().incr("t").incr("t").get<number>("t").exec<[number, number, number]>(),
    );
    for (const [first, second, read] of await Promise.all(transactions)) {
      expect([second, read]).toEqual([first + 1, first + 1]);
    }
  });

  test("a script is known by its hash once it ran", async () => {
    const script = "#!lua flags=allow-key-locking\nreturn {KEYS[1], ARGV[1], false}";
    const sha = await client.scriptLoad(script);
    expect(await client.evalsha(sha, ["k"], ["v"])).toEqual(["k", "v", null]);
  });

  test("a wrong token, a body that is no command and an unknown command are refused", async () => {
    const post = (path: string, body: string, token = server.token) =>
      fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body,
      });
    expect((await post("/", '["GET","a"]', "wrong")).status).toBe(401);
    expect((await post("/", "not json")).status).toBe(400);
    const unknown = await post("/", '["CONFIG","GET","*"]');
    expect([unknown.status, await unknown.json()]).toEqual([
      400,
      { error: "ERR unknown command 'config'" },
    ]);
    expect(await (await post("/pipeline", '[["constructor"],["quit"]]')).json()).toEqual([
      { error: "ERR unknown command 'constructor'" },
      { error: "ERR unknown command 'quit'" },
    ]);
  });
});

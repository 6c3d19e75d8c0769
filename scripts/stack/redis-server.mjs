// The Upstash side of the local stack: Redis over HTTP as `@upstash/redis` speaks it. The counters live
// in memory; a restart forgives what was counted. The library beneath gives scripts only flat lists, so
// a script that reads SCAN's nested one, such as the limiter's `resetUsedTokens`, does not work here.
import { createHash, randomUUID } from "node:crypto";
import RedisMock from "ioredis-mock";
import { listen, readJson, sendJson } from "./http.mjs";

const SWEEP_MS = 60_000;

/** What a REST client may call: no connections, subscriptions or configuration. */
const COMMANDS = new Set(
  `ping echo get set setnx setex psetex getset getdel getex mget mset msetnx append strlen incr incrby
  incrbyfloat decr decrby del unlink exists expire pexpire expireat pexpireat persist ttl pttl type keys
  scan rename renamenx dbsize flushall flushdb hset hsetnx hget hmset hmget hgetall hdel hexists hincrby
  hincrbyfloat hkeys hvals hlen hscan lpush rpush lpop rpop llen lrange lindex lset lrem ltrim sadd srem
  smembers sismember scard spop srandmember zadd zrem zincrby zscore zcard zcount zrange zrevrange
  zrangebyscore zrevrangebyscore zrank zrevrank zremrangebyscore zremrangebyrank zscan time`
    .trim()
    .split(/\s+/),
);

/**
 * @typedef {object} RedisServerOptions
 * @property {string} token which every request must bear
 * @property {number} [port] on 127.0.0.1; 0 for any free one
 *
 * @typedef {{ result: unknown } | { error: string }} Reply
 */

/**
 * Starts the server and resolves once it takes requests.
 * @param {RedisServerOptions} options
 */
export async function startRedisServer({ token, port = 0 }) {
  // Instances with the same host share their data; this one's is its own.
  const redis = new RedisMock({ host: randomUUID() });
  /** @type {Map<string, string>} by the SHA-1 of the text as the client sent it */
  const scripts = new Map();

  // Redis runs one command, script or transaction at a time.
  /** @type {Promise<unknown>} */
  let previous = Promise.resolve();
  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  function inTurn(work) {
    const mine = previous.then(work);
    previous = mine.catch(() => {});
    return mine;
  }

  /**
   * @param {unknown} command a name and its arguments
   * @returns {Promise<Reply>}
   */
  async function run(command) {
    const [name = "", ...args] = Array.isArray(command) ? command.map(String) : [];
    try {
      return { result: await call(name.toLowerCase(), args) };
    } catch (error) {
      return { error: /** @type {Error} */ (error).message };
    }
  }

  /**
   * @param {string} name
   * @param {string[]} args
   * @returns {Promise<unknown>}
   */
  async function call(name, args) {
    if (name === "eval") return evaluate(remember(args[0] ?? ""), args.slice(1));
    if (name === "script" && args[0]?.toLowerCase() === "load") return remember(args[1] ?? "");
    if (name === "evalsha") return evaluate(args[0] ?? "", args.slice(1));
    if (!COMMANDS.has(name)) throw new Error(`ERR unknown command '${name}'`);
    const method = /** @type {(...args: string[]) => Promise<unknown>} */ (
      Reflect.get(redis, name)
    );
    // The library knows the options of SET in capitals only: EX, PX, NX.
    const given = name === "set" ? args.map((arg, at) => (at < 2 ? arg : arg.toUpperCase())) : args;
    const result = await method.apply(redis, given);
    // Redis answers a hash as a flat list of fields and values.
    return name === "hgetall" ? Object.entries(Object(result)).flat() : result;
  }

  /** @param {string} script */
  function remember(script) {
    const sha = createHash("sha1").update(script).digest("hex");
    // Only Upstash itself understands the first line, which says how it may lock keys. Wrapped, a
    // script that returns nothing answers nil.
    scripts.set(sha, `return ((function()\n${script.replace(/^#!lua[^\n]*\n/, "")}\nend)())`);
    return sha;
  }

  /**
   * @param {string} sha
   * @param {string[]} args
   */
  function evaluate(sha, [keys = "0", ...args]) {
    const script = scripts.get(sha.toLowerCase());
    if (script === undefined) throw new Error("NOSCRIPT No matching script. Please use EVAL.");
    return redis.eval(script, Number(keys), ...args);
  }

  // The library forgets an expired key only when it is asked for, which a past window never is.
  /** @type {string[]} */
  let seen = [];
  const sweep = setInterval(async () => {
    for (const key of seen) await redis.exists(key);
    seen = await redis.keys("*");
  }, SWEEP_MS).unref();

  const server = await listen(port, async (req, res) => {
    if (req.headers.authorization !== `Bearer ${token}`) {
      return sendJson(res, 401, { error: "WRONGPASS invalid or missing auth token" });
    }
    const encode = req.headers["upstash-encoding"] === "base64" ? encodeReply : plainReply;
    const body = await readJson(req);
    if (!Array.isArray(body)) return sendJson(res, 400, { error: "ERR failed to parse command" });

    if (req.url === "/pipeline") {
      /** @type {Reply[]} */
      const replies = [];
      for (const command of body) replies.push(await inTurn(() => run(command)));
      return sendJson(res, 200, replies.map(encode));
    }
    if (req.url === "/multi-exec") {
      const replies = await inTurn(async () => {
        /** @type {Reply[]} */
        const done = [];
        for (const command of body) done.push(await run(command));
        return done;
      });
      return sendJson(res, 200, replies.map(encode));
    }
    const reply = encode(await inTurn(() => run(body)));
    sendJson(res, "error" in reply ? 400 : 200, reply);
  });

  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    /** Forgets every counter. */
    clear: () => redis.flushall(),
    /**
     * For tests of outages: what to do with a request instead of answering it.
     * @param {import("./http.mjs").Fault | undefined} fault
     */
    setFault: server.setFault,
    async close() {
      clearInterval(sweep);
      await server.close();
      await redis.flushall();
      redis.disconnect();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startRedisServer>>} RedisServer */

/**
 * @param {Reply} reply
 * @returns {Reply}
 */
function plainReply(reply) {
  return "error" in reply ? reply : { result: normalise(reply.result, (text) => text) };
}

/**
 * Strings in base64, as the client asks for; a bare OK stays as it is.
 * @param {Reply} reply
 * @returns {Reply}
 */
function encodeReply(reply) {
  if ("error" in reply || reply.result === "OK") return reply;
  return { result: normalise(reply.result, (text) => Buffer.from(text).toString("base64")) };
}

/**
 * Lua's false is Redis' nil.
 *
 * @param {unknown} value
 * @param {(text: string) => string} encode
 * @returns {unknown}
 */
function normalise(value, encode) {
  if (Array.isArray(value)) return value.map((one) => normalise(one, encode));
  if (typeof value === "string") return encode(value);
  return value === undefined || value === false ? null : value;
}

#!/usr/bin/env node
/**
 * Prisma's schema engine from npm alone.
 *
 * The Prisma CLI wants a native `schema-engine`, which it downloads from Prisma's own CDN before it
 * will even run `prisma generate`. The same engine is published to npm as WebAssembly
 * (`@prisma/schema-engine-wasm`). This program wraps that one in the protocol the CLI speaks to the
 * native binary: JSON-RPC, one document a line, over standard input and output. `prisma.config.ts`
 * points PRISMA_SCHEMA_ENGINE_BINARY at it.
 *
 * The version of `@prisma/schema-engine-wasm` must be the hash that `@prisma/engines` of the same
 * Prisma release depends on.
 *
 * Three gaps of `@prisma/adapter-pg` are closed for the engine:
 *  - the adapter cannot map Postgres' one-byte "char" type, which the catalogue uses everywhere;
 *  - it cuts a migration at every semicolon, those in functions and comments included;
 *  - it drops the shadow database while its own pool still holds a connection to it.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";

const PG_CHAR_OID = 18;
const PG_TEXT_OID = 25;

const args = process.argv.slice(2);
const { url = "" } = JSON.parse(flagValues("--datasource")[0] ?? "{}");

if (args.includes("cli")) await runOnce(args[args.indexOf("cli") + 1]);
else answerRequests();

/**
 * Every value given to a flag that may be repeated.
 * @param {string} flag
 */
function flagValues(flag) {
  return args.flatMap((arg, at) => (arg === flag ? [args[at + 1] ?? ""] : []));
}

/**
 * The native binary's two one-shot commands, `can-connect-to-database` and `create-database`.
 * @param {string | undefined} command
 */
async function runOnce(command) {
  const target = parseIntoClientConfig(url);
  /** @param {pg.ClientConfig} config @param {string} [sql] */
  const connect = async (config, sql) => {
    const client = new pg.Client(config);
    await client.connect();
    if (sql) await client.query(sql);
    await client.end();
  };
  try {
    await connect(target);
  } catch (error) {
    const { code, message } = errorFields(error);
    const missing = code === "3D000";
    if (!missing || command !== "create-database") {
      const error_code = missing ? "P1003" : "P1001";
      const fields = { message, is_panic: false, error_code, meta: {} };
      // The CLI skips the first line of standard error and wants every other one to be JSON.
      process.stderr.write(
        `\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`,
      );
      process.exit(1);
    }
    const sql = `CREATE DATABASE ${pg.escapeIdentifier(target.database ?? "")}`;
    await connect({ ...target, database: "postgres" }, sql);
  }
  process.exit(0);
}

/** Answers the CLI's requests in the order they come, until it closes the pipe. */
function answerRequests() {
  /** @type {Promise<Record<string, (params: unknown) => Promise<unknown>>> | undefined} */
  let engine;
  const lines = createInterface({ input: process.stdin });
  lines.on("line", async (line) => {
    const { id, method, params } = JSON.parse(line);
    // The CLI's thanks for a `print`.
    if (method === undefined) return;
    /** @param {object} body */
    const send = (body) =>
      process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...body })}\n`);
    try {
      engine ??= loadEngine();
      const call = (await engine)[method === "getDatabaseVersion" ? "version" : method];
      if (!call) throw new Error(`The schema engine has no method ${method}.`);
      const result = (await call.call(await engine, params)) ?? null;
      // What the native engine would print, the one made of WebAssembly hands back.
      const printed =
        result !== null && typeof result === "object" && Reflect.get(result, "stdout");
      if (printed) send({ method: "print", params: { content: printed } });
      send({ result });
    } catch (error) {
      const { message, code, meta } = errorFields(error);
      const data = { is_panic: false, message, backtrace: null };
      process.stderr.write(`${JSON.stringify({ level: "ERROR", fields: { message } })}\n`);
      send({
        error: {
          code: 4466,
          message: "An error happened. Check the data field for details.",
          data: code ? { ...data, error_code: code, meta } : data,
        },
      });
    }
  });
  lines.on("close", () => process.exit(0));
}

/**
 * What the engine and the driver put on their errors.
 * @param {unknown} error
 * @returns {{ message: string, code?: string, meta?: unknown }}
 */
function errorFields(error) {
  if (error === null || typeof error !== "object") return { message: String(error) };
  const { message = String(error), code, meta } = /** @type {Record<string, unknown>} */ (error);
  return { message: String(message), meta, ...(typeof code === "string" ? { code } : {}) };
}

async function loadEngine() {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      /** @param {string} message */
      set_message: (message) => process.stderr.write(`${message}\n`),
    },
  });
  const entry = import.meta.resolve("@prisma/schema-engine-wasm");
  /** @param {string} name */
  const beside = (name) => new URL(name, entry);
  const glue = await import(beside("schema_engine_bg.js").href);
  const wasm = readFileSync(fileURLToPath(beside("schema_engine_bg.wasm")));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();

  const datamodels = flagValues("--datamodels").map((path) => [path, readFileSync(path, "utf8")]);
  return glue.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(await migrationAdapter()),
  );
}

/** The adapter the engine reads and changes the database with, its three gaps closed. */
async function migrationAdapter() {
  const config = parseIntoClientConfig(url);
  const factory = new PrismaPg(config);
  await readCharColumnsAsText(factory);
  await runScriptsWhole(factory);

  factory.connectToShadowDb = async () => {
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = await factory.connect();
    await admin.executeScript(`CREATE DATABASE "${database}"`);
    const shadow = await new PrismaPg({ ...config, database }).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await admin.dispose();
    };
    return shadow;
  };
  return factory;
}

/**
 * Teaches the adapter's one query class to read "char" columns as text labelled Character.
 * @param {PrismaPg} factory
 */
async function readCharColumnsAsText(factory) {
  const probe = await factory.connect();
  const queryable = Object.getPrototypeOf(Object.getPrototypeOf(probe));
  await probe.dispose();
  const { performIO, queryRaw } = queryable;

  /** @this {object} @param {unknown} query */
  queryable.queryRaw = async function (query) {
    /** @type {boolean[]} */
    let isChar = [];
    const textual = Object.create(this, {
      performIO: {
        /** @param {unknown} query */
        value: async (query) => {
          const result = await performIO.call(this, query);
          const fields = /** @type {pg.FieldDef[]} */ (result.fields);
          isChar = fields.map((field) => field.dataTypeID === PG_CHAR_OID);
          const readable = fields.map((field, at) =>
            isChar[at] ? { ...field, dataTypeID: PG_TEXT_OID } : field,
          );
          return { ...result, fields: readable };
        },
      },
    });
    const result = await queryRaw.call(textual, query);
    const types = /** @type {number[]} */ (result.columnTypes);
    result.columnTypes = types.map((type, at) => (isChar[at] ? ColumnTypeEnum.Character : type));
    return result;
  };
}

/**
 * Teaches the adapter to send a script as it stands, which is how the native engine runs a migration:
 * in one transaction unless it says COMMIT, and outside of any when it is a single statement.
 * @param {PrismaPg} factory
 */
async function runScriptsWhole(factory) {
  const probe = await factory.connect();
  const adapter = Object.getPrototypeOf(probe);
  await probe.dispose();

  /** @this {{ client: pg.Pool, onError(error: unknown): never }} @param {string} script */
  adapter.executeScript = async function (script) {
    try {
      await this.client.query(script);
    } catch (error) {
      this.onError(error);
    }
  };
}

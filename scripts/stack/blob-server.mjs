// The Blob store of the local stack: the HTTP API that the unmodified `@vercel/blob` speaks, over a
// folder, with the real store's rules about tokens, names, sizes, overwriting and ETags enforced.
import { openCallbacks } from "./blob-callbacks.mjs";
import { assertSize, authenticate } from "./blob-credentials.mjs";
import { serveFile } from "./blob-download.mjs";
import { allowBrowsers, headResult, putResult } from "./blob-headers.mjs";
import { listPage } from "./blob-listing.mjs";
import { openMultipart } from "./blob-multipart.mjs";
import { BlobRefusal, refuse } from "./blob-refusal.mjs";
import { openBlobStore } from "./blob-store.mjs";
import { assertTokenPathname, oneHeader, readWriteOrder } from "./blob-write-order.mjs";
import { bodyOf, listen, readJson, sendJson } from "./http.mjs";

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {import("./blob-credentials.mjs").ClientRules} ClientRules
 *
 * @typedef {object} BlobServerOptions
 * @property {string} root the folder, made when it is new
 * @property {string} token `vercel_blob_rw_<store>_<secret>`
 * @property {number} [port] on 127.0.0.1; 0 for any free one
 * @property {number[]} [callbackRetryDelaysMs]
 *
 * @typedef {object} Call one request to the API, authenticated
 * @property {Request} req
 * @property {URLSearchParams} query
 * @property {ClientRules | undefined} rules of a client token; undefined for the owner
 */

/**
 * Starts the server and resolves once it takes requests.
 * @param {BlobServerOptions} options
 */
export async function startBlobServer({ root, token, port = 0, callbackRetryDelaysMs }) {
  const store = await openBlobStore(root);
  const multipart = await openMultipart(root);
  const callbacks = await openCallbacks(root, {
    token,
    ...(callbackRetryDelaysMs ? { retryDelaysMs: callbackRetryDelaysMs } : {}),
  });

  const server = await listen(port, async (req, res) => {
    const [path = "", search = ""] = (req.url ?? "").split(/\?(.*)/s);
    const query = new URLSearchParams(search);
    const bearer = req.headers.authorization;
    allowBrowsers(req, res);
    try {
      if (req.method === "OPTIONS") {
        res.writeHead(204).end();
      } else if (path.length > 1 && (req.method === "GET" || req.method === "HEAD")) {
        const isOwner = () => authenticate(bearer, token) === undefined;
        const download = query.get("download") === "1";
        await serveFile(store, req, res, { pathname: decodePath(path), download, isOwner });
      } else {
        const call = { req, query, rules: authenticate(bearer, token) };
        sendJson(res, 200, await answer(path, call));
      }
    } catch (error) {
      refuse(req, res, error);
    }
  });
  const origin = `http://localhost:${server.port}`;

  /**
   * @param {string} path
   * @param {Call} call
   */
  async function answer(path, call) {
    const { method } = call.req;
    if (path === "/mpu" && method === "POST") return multipartStep(call);
    if (path === "/" && method === "PUT" && !call.query.has("fromUrl")) return put(call);
    if (call.rules) throw new BlobRefusal("client_token_not_allowed");
    if (path === "/" && method === "PUT") return copy(call);
    if (path === "/rename" && method === "POST") return rename(call);
    if (path === "/delete" && method === "POST") return remove(call);
    if (path === "/" && method === "GET") {
      return call.query.has("url") ? head(call.query.get("url") ?? "") : list(call.query);
    }
    throw new BlobRefusal("bad_request", "The local Blob server does not know this operation");
  }

  /** @param {Call} call */
  async function put(call) {
    const { description, conditions } = readWriteOrder(call);
    assertSize(call.rules, Number(call.req.headers["content-length"] ?? 0));
    const meta = await store.write(description, counted(call), conditions);
    const result = putResult(origin, meta);
    await callbacks.announce(call.rules, result);
    return result;
  }

  /** @param {Call} call */
  async function multipartStep(call) {
    const { req, query, rules } = call;
    /** @param {string} name */
    const header = (name) => String(req.headers[`x-mpu-${name}`] ?? "");
    /** @param {number} bytes */
    const limit = (bytes) => assertSize(rules, bytes);
    if (header("action") === "create") {
      const upload = readWriteOrder(call);
      store.assertWritable(upload.description.pathname, upload.conditions);
      return multipart.create(upload);
    }
    assertTokenPathname(rules, query.get("pathname") ?? "");
    const part = { uploadId: header("upload-id"), key: decodePath(`/${header("key")}`) };
    if (header("action") === "upload") {
      return multipart.putPart(
        { ...part, partNumber: Number(header("part-number")) },
        bodyOf(req),
        limit,
      );
    }
    if (header("action") !== "complete")
      throw new BlobRefusal("bad_request", "Unknown x-mpu-action");
    const meta = await multipart.complete(part, await readJson(req), store, limit);
    const result = putResult(origin, meta);
    await callbacks.announce(rules, result);
    return result;
  }

  /** @param {Call} call */
  async function copy(call) {
    const source = await store.open(pathnameOf(call.query.get("fromUrl") ?? ""));
    if (!source) throw new BlobRefusal("not_found");
    const { meta, file } = source;
    try {
      const { description, conditions } = readWriteOrder(call);
      const end = meta.size - 1;
      const bytes =
        meta.size === 0 ? empty() : file.createReadStream({ start: 0, end, autoClose: false });
      return putResult(origin, await store.write(description, bytes, conditions));
    } finally {
      await file.close();
    }
  }

  /** @param {Call} call */
  async function rename(call) {
    const from = pathnameOf(call.query.get("fromUrl") ?? "");
    const result = await copy(call);
    if (result.pathname !== from) await store.remove(from, undefined);
    return result;
  }

  /** @param {Call} call */
  async function remove({ req }) {
    const body = /** @type {{ urls?: unknown }} */ (await readJson(req));
    if (!Array.isArray(body?.urls)) throw new BlobRefusal("bad_request", "urls must be a list");
    const ifMatch = oneHeader(req, "x-if-match");
    for (const url of body.urls) await store.remove(pathnameOf(String(url)), ifMatch);
    return {};
  }

  /** @param {string} url */
  function head(url) {
    const meta = store.find(pathnameOf(url));
    if (!meta) throw new BlobRefusal("not_found");
    return headResult(origin, meta);
  }

  /** @param {URLSearchParams} query */
  function list(query) {
    const { pathnames, folders, hasMore, cursor } = listPage(store.keys(), query);
    const blobs = pathnames.flatMap((pathname) => {
      const meta = store.find(pathname);
      if (!meta) return [];
      const { url, downloadUrl, size, uploadedAt, etag } = headResult(origin, meta);
      return [{ url, downloadUrl, pathname, size, uploadedAt, etag }];
    });
    return { blobs, folders, hasMore, cursor };
  }

  /**
   * What an SDK call names an object by: its pathname, or its address on this server.
   * @param {string} urlOrPathname
   */
  function pathnameOf(urlOrPathname) {
    if (!/^https?:\/\//.test(urlOrPathname)) return urlOrPathname;
    const url = URL.canParse(urlOrPathname) ? new URL(urlOrPathname) : undefined;
    // An address elsewhere names nothing here, and no object has the empty name.
    if (!url || ![origin, `http://127.0.0.1:${server.port}`].includes(url.origin)) return "";
    return decodePath(url.pathname);
  }

  return {
    url: origin,
    port: server.port,
    root,
    /** Every stored pathname, in order. */
    keys: store.keys,
    /**
     * For tests of outages: what to do with a request instead of answering it.
     * @param {import("./http.mjs").Fault | undefined} fault
     */
    setFault: server.setFault,
    async close() {
      callbacks.close();
      await server.close();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startBlobServer>>} BlobServer */

/**
 * The body as it comes, refused as soon as it is longer than the token grants.
 * @param {Call} call
 */
async function* counted({ req, rules }) {
  let bytes = 0;
  for await (const chunk of bodyOf(req)) {
    bytes += chunk.byteLength;
    assertSize(rules, bytes);
    yield chunk;
  }
}

async function* empty() {}

/** @param {string} path with its leading slash */
function decodePath(path) {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    throw new BlobRefusal("bad_request", "The address is not valid");
  }
}

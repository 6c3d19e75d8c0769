// Completion callbacks of client uploads: kept on disk until the app has taken them, so that neither a
// refusal nor a restart of either side loses one.
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sign } from "./blob-credentials.mjs";

const ANSWER_MS = 10_000;
/** Waits between tries; after the last one the callback is given up, as the real store does. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * @typedef {object} Callback
 * @property {string} callbackUrl
 * @property {string} body the JSON, exactly as it is signed
 *
 * @param {string} root
 * @param {{ token: string, retryDelaysMs?: number[] }} options
 */
export async function openCallbacks(root, { token, retryDelaysMs = RETRY_DELAYS_MS }) {
  const folder = join(root, "callbacks");
  await mkdir(folder, { recursive: true });
  /** @type {Set<NodeJS.Timeout>} */
  const timers = new Set();
  const closing = new AbortController();

  /**
   * @param {string} name
   * @param {number} attempt
   */
  async function deliver(name, attempt) {
    const path = join(folder, name);
    /** @type {Callback} */
    const { callbackUrl, body } = JSON.parse(await readFile(path, "utf8"));
    const taken = await fetch(callbackUrl, {
      method: "POST",
      headers: { "content-type": "application/json", "x-vercel-signature": sign(body, token) },
      body,
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_MS)]),
    }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (closing.signal.aborted) return;
    const wait = retryDelaysMs[attempt];
    if (taken || wait === undefined) return rm(path, { force: true });
    schedule(name, attempt + 1, wait);
  }

  /**
   * @param {string} name
   * @param {number} attempt
   * @param {number} wait ms
   */
  function schedule(name, attempt, wait) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      // The folder itself may be gone by now, when a test has removed it.
      deliver(name, attempt).catch(() => {});
    }, wait);
    timers.add(timer);
  }

  for (const name of await readdir(folder)) {
    if (name.endsWith(".json")) schedule(name, 0, 0);
  }

  return {
    /**
     * Keeps the event and starts delivering it; resolves once it is kept.
     *
     * @param {import("./blob-credentials.mjs").ClientRules | undefined} rules
     * @param {object} blob as the uploader is told
     */
    async announce(rules, blob) {
      if (!rules?.onUploadCompleted) return;
      const { callbackUrl, tokenPayload } = rules.onUploadCompleted;
      const payload = { blob, tokenPayload };
      const body = JSON.stringify({ type: "blob.upload-completed", payload });
      const name = `${randomBytes(8).toString("hex")}.json`;
      const draft = join(folder, `${name}.new`);
      await writeFile(draft, JSON.stringify({ callbackUrl, body }), { flush: true });
      await rename(draft, join(folder, name));
      schedule(name, 0, 0);
    },

    /** Stops delivering; what is still open goes on at the next start. */
    close() {
      closing.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openCallbacks>>} Callbacks */

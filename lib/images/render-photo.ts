// The thread that makes the pictures. Pixels pass through a thread's heap, and with every 64 MB of them the
// collector marks all of it: a server's takes tens of milliseconds, this one's next to none (docs/decisions/027).
import "server-only";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/log";
import { type MadePhoto, makeRenditions, type RenditionLimits } from "./make-renditions";
import type { RenditionOrder, RenditionReport } from "./rendition-worker";

interface Thread {
  worker: Worker;
  /** By the number of its order. */
  waiting: Map<number, (report: RenditionReport) => void>;
}
// Routes may load their own copy of this module; the thread is one per process.
const remembered = globalThis as {
  charterMediaRenditions?: { isAside: boolean; thread: Thread | null; orders: number };
};
remembered.charterMediaRenditions ??= { isAside: false, thread: null, orders: 0 };
const own = remembered.charterMediaRenditions;

/** From now on pictures are made on a thread of their own. For the server alone: commands make theirs in place. */
export function renderOnAThread(): void {
  own.isAside = true;
}

/**
 * {@link makeRenditions}, beside the server's own work. The bytes are read before it returns and left as they are.
 *
 * @throws AppError as that does; busy when the thread ends before it is done, and the next picture gets a new one
 */
export async function renderPhoto(bytes: Uint8Array, limits: RenditionLimits): Promise<MadePhoto> {
  if (!own.isAside) return makeRenditions(bytes, limits);
  own.thread ??= openThread();
  const { worker, waiting } = own.thread;
  const order: RenditionOrder = { id: ++own.orders, bytes: new Uint8Array(bytes), limits };
  const report = await new Promise<RenditionReport>((resolve) => {
    waiting.set(order.id, resolve);
    worker.postMessage(order, [order.bytes.buffer]);
  });
  if ("refusal" in report) throw refused(report.refusal);
  const { placeholder, renditions } = report.photo;
  return {
    placeholder,
    renditions: renditions.map(({ bytes, ...about }) => ({ ...about, bytes: asBuffer(bytes) })),
  };
}

function openThread(): Thread {
  const worker = new Worker(new URL("./rendition-worker.ts", import.meta.url));
  const waiting: Thread["waiting"] = new Map();
  const thread = { worker, waiting };
  worker.on("message", (report: RenditionReport) => {
    waiting.get(report.id)?.(report);
    waiting.delete(report.id);
  });
  worker.on("error", (err) => log().error({ err }, "the rendition thread failed"));
  worker.on("exit", () => {
    if (own.thread === thread) own.thread = null;
    for (const [id, tell] of waiting)
      tell({ id, refusal: { code: "busy", reason: "the rendition thread ended" } });
  });
  // Who waits for a picture keeps the process; the thread alone does not.
  worker.unref();
  return thread;
}

const refused = ({ code, reason }: Extract<RenditionReport, { refusal: unknown }>["refusal"]) =>
  new AppError(code, {}, { cause: new Error(reason) });

/** What comes from another thread has lost its class. */
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

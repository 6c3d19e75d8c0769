// P1 to P5 and P15: photo uploads against the image work they can't do without.
import { type Account, signUp } from "./accounts";
import { ask, askWell, inTurns, type Load, load, median } from "./measure";
import { barePipeline, browserPhoto, cameraPhoto, naivePipeline } from "./photos";
import { megabytes, ms, perSecond, report } from "./report";
import { cpuSeconds, memory, type Server } from "./servers";
import { unlike } from "./unlike";

// A captain may have 200 photos waiting; the bench moves on to another one before that.
const PHOTOS_EACH = 180;

const captains: Promise<Account>[] = [];
let sent = 0;

async function form(product: Server, jpeg: Buffer) {
  const at = Math.floor(sent++ / PHOTOS_EACH);
  captains[at] ??= signUp(product.url);
  const { cookie } = await captains[at];
  // As long as a browser's, because the parser's search depends on it.
  const boundary = "----WebKitFormBoundaryBenchBenchBench";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
  return {
    method: "POST",
    headers: {
      cookie,
      "content-type": `multipart/form-data; boundary=${boundary}`,
    },
    body: Buffer.concat([Buffer.from(head), jpeg, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

async function upload(product: Server, jpeg: Buffer) {
  return askWell(`${product.url}/api/media/photo`, await form(product, jpeg));
}

/** Seconds of processor time for each of `count` pieces of work done by `server` or, without one, here. */
async function cpuEach(count: number, work: () => Promise<Load>, server?: Server) {
  const used = () =>
    server ? cpuSeconds(server) : Object.values(process.cpuUsage()).reduce((a, b) => a + b) / 1e6;
  const before = used();
  const measured = await work();
  return { load: measured, cpu: (used() - before) / count };
}

export async function benchUploads(product: Server, baseline: Server): Promise<void> {
  const image = (jpeg: Buffer) => askWell(`${baseline.url}/image`, { method: "POST", body: jpeg });
  // Until the code of both is compiled: the first dozens of a process are half as fast.
  await load(4, 40, () => upload(product, unlike(cameraPhoto)));
  await load(4, 40, () => image(unlike(cameraPhoto)));

  const cpu = { product: [] as number[], bare: [] as number[] };
  const times = 24;
  const sides = await inTurns(5, {
    product: async () => {
      const work = () => load(4, times, () => upload(product, unlike(cameraPhoto)));
      const measured = await cpuEach(times, work, product);
      cpu.product.push(measured.cpu);
      return measured.load;
    },
    handler: () => load(4, times, () => image(unlike(cameraPhoto))),
    bare: async () => {
      const measured = await cpuEach(times, () => load(4, times, () => barePipeline(cameraPhoto)));
      cpu.bare.push(measured.cpu);
      return measured.load;
    },
    naive: () => load(4, times / 2, () => naivePipeline(cameraPhoto)),
  });
  const { handler, bare, naive } = sides;
  const size = `12 MP (${(cameraPhoto.length / 1e6).toFixed(1)} MB), 4 at once`;
  report("P1", `upload, ${size}, against a bare Next handler that makes and stores the same`, {
    measured: perSecond(sides.product.perSecond),
    limit: perSecond(handler.perSecond),
    ratio: sides.product.perSecond / handler.perSecond,
    wanted: "≥ 0.92",
  });
  report("P1", "upload, processor time an image, against the bare image work", {
    measured: ms(median(cpu.product) * 1000),
    limit: ms(median(cpu.bare) * 1000),
    ratio: median(cpu.product) / median(cpu.bare),
    wanted: "≤ 1.25",
  });
  report("P1", "that bare handler against the bare image work", {
    measured: perSecond(handler.perSecond),
    limit: perSecond(bare.perSecond),
    ratio: handler.perSecond / bare.perSecond,
    wanted: "(about 0.85)",
  });
  report("P2", "upload, 4 at once, against three separate WebP resizes", {
    measured: perSecond(sides.product.perSecond),
    limit: perSecond(naive.perSecond),
    ratio: sides.product.perSecond / naive.perSecond,
    wanted: "≥ 1.5",
  });

  await benchCrowd(product, sides.product);
  await benchSmall(product);
}

async function benchCrowd(product: Server, atFour: Load): Promise<void> {
  for (const atOnce of [16, 40]) {
    const refusedAfter: number[] = [];
    const { perSecond: rate } = await load(atOnce, 80, () =>
      uploadPatiently(product, refusedAfter),
    );
    const refused = refusedAfter.length
      ? `, ${refusedAfter.length} refused within ${ms(Math.max(...refusedAfter))}`
      : "";
    report("P3", `upload, ${atOnce} at once, against itself at 4`, {
      measured: perSecond(rate) + refused,
      limit: perSecond(atFour.perSecond),
      ratio: rate / atFour.perSecond,
      wanted: "≥ 0.95, refused ≤ 500 ms",
    });
  }
}

/** Until it is stored, as our browser half does: who is refused waits as long as the answer says. */
async function uploadPatiently(product: Server, refusedAfter: number[]): Promise<void> {
  const photo = await form(product, unlike(cameraPhoto));
  for (;;) {
    const { status, ms: took, retryAfterSec } = await ask(`${product.url}/api/media/photo`, photo);
    if (status === 201) return;
    if (status !== 503) throw new Error(`an upload in a crowd answered ${status}`);
    refusedAfter.push(took);
    await new Promise((resume) => setTimeout(resume, retryAfterSec * 1000));
  }
}

async function benchSmall(product: Server): Promise<void> {
  const twice = unlike(browserPhoto);
  await upload(product, twice);
  const {
    sent: first,
    again,
    bare,
  } = await inTurns(3, {
    sent: () => load(1, 20, () => upload(product, unlike(browserPhoto))),
    again: () => load(1, 20, () => upload(product, twice)),
    bare: () => load(1, 20, () => barePipeline(browserPhoto)),
  });
  report("P4", "upload as the browser sends it (1920 px), one at a time, against the image work", {
    measured: ms(first.p50),
    limit: ms(bare.p50),
    ratio: first.p50 / bare.p50,
    wanted: "≤ 1.3",
  });
  report("P5", "the same file again, against its first time", {
    measured: ms(again.p50),
    limit: ms(first.p50),
    ratio: again.p50 / first.p50,
    wanted: "≤ 0.1",
  });
}

/** P15; `idle` is from before anything was asked. */
export async function benchMemory(product: Server, idle: number, bareIdle: number): Promise<void> {
  report("P15", "server memory, idle, against bare Next", {
    measured: megabytes(idle),
    limit: megabytes(bareIdle),
    ratio: idle / bareIdle,
    wanted: "≤ 200 MB",
  });
  const after: number[] = [];
  for (let round = 0; round < 2; round++) {
    await load(4, 500, () => upload(product, unlike(browserPhoto)));
    after.push(memory(product).now);
  }
  const [first = Number.NaN, second = Number.NaN] = after;
  report("P15", "after 500 uploads, and after 500 more", {
    measured: `${megabytes(first)}, ${megabytes(second)} (peak ${megabytes(memory(product).peak)})`,
    limit: megabytes(idle),
    ratio: second / first,
    wanted: "≤ 700 MB, ≤ 1.1 the first",
  });
}

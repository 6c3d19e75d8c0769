// SIGTERM, and connections that are kept open for longer than anybody waits for a server to end.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, get, type RequestListener } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";

const agent = new Agent({ keepAlive: true });
let child: ChildProcess;
afterEach(() => {
  child.kill("SIGKILL");
  agent.destroy();
});

async function start(env: Record<string, string> = {}): Promise<number> {
  child = fork("tests/support/ending-server-child.ts", {
    env: { ...process.env, ...env },
    execArgv: ["--conditions=react-server", "--import", "tsx"],
  });
  const [port] = await once(child, "message");
  return port as number;
}

const ask = (port: number, path: string) =>
  new Promise<{ text: string; connection: string | undefined }>((resolve, reject) => {
    get({ port, path, agent }, async (answer) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      resolve({ text, connection: answer.headers.connection });
    }).once("error", reject);
  });

test("what is under way is answered in full, and neither idle nor unused connections keep the server", async () => {
  const port = await start();
  expect(await ask(port, "/at-once")).toEqual({ text: "done", connection: "keep-alive" });
  const unused = connect(port, "127.0.0.1");
  unused.on("error", () => {});
  await once(unused, "connect");
  const ended = once(child, "exit");
  const waiting = ask(port, "/waiting");
  await once(child, "message");
  const streaming = ask(port, "/streaming");
  await once(child, "message");
  child.kill("SIGTERM");
  expect(await waiting).toEqual({ text: "done", connection: "close" });
  expect((await streaming).text).toBe("begun done");
  expect(await ended).toEqual([143, null]);
});

test("what arrived at a busy server together with the signal is answered", async () => {
  const port = await start();
  await ask(port, "/at-once");
  const answers = Array.from({ length: 6 }, () => ask(port, "/busy"));
  await once(child, "message");
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  for (const { text } of await Promise.all(answers)) expect(text).toBe("done");
  expect(await ended).toEqual([143, null]);
});

test("a connection that may be used again is, once more, after the signal", async () => {
  const port = await start();
  const streaming = ask(port, "/streaming");
  await once(child, "message");
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect((await streaming).connection).toBe("keep-alive");
  expect(await ask(port, "/at-once")).toEqual({ text: "done", connection: "close" });
  expect(await ended).toEqual([143, null]);
});

test("an answer that is still on its way arrives in full", async () => {
  const port = await start();
  const [answer] = await once(get({ port, path: "/large", agent }), "response");
  child.kill("SIGTERM");
  await vi.waitFor(() => expect(ask(port, "/at-once")).rejects.toThrow("ECONNREFUSED"), 5_000);
  let bytes = 0;
  for await (const chunk of answer) bytes += chunk.length;
  expect(bytes).toBe(Number(answer.headers["content-length"]));
});

/** A collector of traces; its address. */
async function collect(listener: RequestListener): Promise<string> {
  const collector = createServer(listener);
  onTestFinished(() => {
    collector.closeAllConnections();
    collector.close();
  });
  await once(collector.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
}

/** Much longer than the server lives, so that only its end can send what it collected. */
const NEVER_BEFORE = { OTEL_BSP_SCHEDULE_DELAY: "60000" };

test("what was traced up to the last answer reaches the collector before the process ends", async () => {
  let received = "";
  const collector = await collect(async (request, response) => {
    for await (const chunk of request) received += chunk;
    response.setHeader("content-type", "application/json").end("{}");
  });
  const port = await start({ ...NEVER_BEFORE, OTEL_EXPORTER_OTLP_ENDPOINT: collector });
  await ask(port, "/at-once");
  const ended = once(child, "exit");
  const waiting = ask(port, "/waiting");
  await once(child, "message");
  child.kill("SIGTERM");
  expect((await waiting).text).toBe("done");
  expect(await ended).toEqual([143, null]);
  expect(received).toContain("/at-once");
  expect(received).toContain("/waiting");
});

test("a collector that never answers does not keep the process", async () => {
  let isAsked = false;
  const collector = await collect(() => {
    isAsked = true;
  });
  const port = await start({ ...NEVER_BEFORE, OTEL_EXPORTER_OTLP_ENDPOINT: collector });
  await ask(port, "/at-once");
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([143, null]);
  expect(isAsked).toBe(true);
});

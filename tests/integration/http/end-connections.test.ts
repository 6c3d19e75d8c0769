// SIGTERM, and connections that are kept open for longer than anybody waits for a server to end.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";

const agent = new Agent({ keepAlive: true });
let child: ChildProcess;
afterEach(() => {
  child.kill("SIGKILL");
  agent.destroy();
});

async function start(): Promise<number> {
  child = fork("tests/support/ending-server-child.ts", {
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

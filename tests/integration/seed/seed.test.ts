// The demo of `npm run up`: complete, the same after a second run, and never in somebody's own database.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { db } from "@/lib/db/client";
import { fillDemo, type SignIn } from "../../../scripts/seed/fill-demo";
import { databaseUrl } from "../../support/database";
import { call } from "../../support/http";
import { aJpeg } from "../../support/photos";

const scenes = await Promise.all(
  Array.from({ length: 8 }, async (_, at) => ({
    caption: `Scene ${at}`,
    shows: at % 2 ? ("boat" as const) : ("deck" as const),
    jpeg: await aJpeg(),
  })),
);

async function counts() {
  const [users, charters, drafts, linked, pending] = await Promise.all([
    db().user.count(),
    db().charter.count(),
    db().charterDraft.count({ where: { status: "DRAFT" } }),
    db().charterMedia.count({ where: { status: "READY", charterId: { not: null } } }),
    db().charterMedia.count({ where: { status: "READY", charterId: null } }),
  ]);
  return { users, charters, drafts, linked, pending };
}

const DEMO = { users: 3, charters: 1, drafts: 1, linked: 5, pending: 3 };

test("it makes a captain, staff, an administrator, a finished charter and a draft with photos, once", async () => {
  const signIns = await fillDemo(scenes);
  expect(await counts()).toEqual(DEMO);
  expect(await db().charterMedia.count({ where: { shows: null } })).toBe(0);
  expect(await fillDemo(scenes)).toEqual(signIns);
  expect(await counts()).toEqual(DEMO);
});

test("a run that was cut off is completed by the next one", async () => {
  await db().charterMedia.deleteMany({ where: { charterId: null } });
  await db().charterDraft.deleteMany({ where: { status: "DRAFT" } });
  await fillDemo(scenes);
  expect(await counts()).toEqual(DEMO);
});

test("the sign-ins it prints open the door, each with its role", async () => {
  for (const { role, email, password } of await fillDemo(scenes)) {
    const { status } = await call(signIn, { body: { email, password } });
    expect(status).toBe(200);
    expect(await db().user.findUnique({ where: { email }, select: { role: true } })).toEqual({
      role: role satisfies SignIn["role"],
    });
  }
});

test("a database that is not the local stack's is refused before anything is written", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "charter-media-seed-"));
  await writeFile(join(dataDir, "stack.env"), "DATABASE_URL=postgresql://elsewhere/none\n");
  const before = await db().auditLog.count();
  const { code, stderr } = await seedScript({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  expect(code).toBe(1);
  expect(stderr).toContain("only filled into the local stack's database");
  expect(await readdir(dataDir)).toEqual(["stack.env"]);
  expect(await db().auditLog.count()).toBe(before);
  await rm(dataDir, { recursive: true });
});

function seedScript(env: Record<string, string>): Promise<{ code: unknown; stderr: string }> {
  const root = resolve(import.meta.dirname, "../../..");
  const { SEED: _, ...inherited } = process.env;
  return new Promise((settle) => {
    execFile(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "scripts/seed.ts"],
      { cwd: root, env: { ...inherited, ...env } },
      (error, _stdout, stderr) => settle({ code: error ? error.code : 0, stderr }),
    );
  });
}

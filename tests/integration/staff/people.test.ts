// The people's desk: what administrators see, what they decide, and that one of them always remains.
import { beforeEach, describe, expect, test } from "vitest";
import { GET as readMedia } from "@/app/api/staff/media/route";
import { POST as giveRole } from "@/app/api/staff/people/[id]/role/route";
import { POST as suspend } from "@/app/api/staff/people/[id]/suspend/route";
import { POST as unsuspend } from "@/app/api/staff/people/[id]/unsuspend/route";
import { GET as list } from "@/app/api/staff/people/route";
import { db } from "@/lib/db/client";
import { findPeople } from "@/lib/db/people-repo";
import { aUser, signedIn, type TestUser } from "../../support/accounts";
import { allAtOnce, query, truncateAll } from "../../support/database";
import { call } from "../../support/http";
import { planOf } from "../../support/plan-of";
import { expectRefusal, expectShape } from "../http/shapes";

let admin: TestUser;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  admin = await aUser({ role: "ADMIN", name: "Ravi Menon", email: "ravi@harbour.example" });
  cookie = await signedIn(admin);
});

const listed = async (search = "") => {
  const answer = await call(list, { path: `/api/staff/people${search}`, cookie });
  expectShape(answer, 200, "people");
  return answer.body;
};
const give = (id: string, from: string, role: string, by = cookie) =>
  call(giveRole, { cookie: by, params: { id }, body: { role, from, reason: "Joins the desk" } });
const press = (door: typeof suspend, id: string, by = cookie) =>
  call(door, { cookie: by, params: { id }, body: { reason: "Asked by phone" } });
const roleOf = async (id: string) => (await db().user.findUniqueOrThrow({ where: { id } })).role;
const audited = () => db().auditLog.findMany({ orderBy: { at: "asc" } });

describe("the list", () => {
  test("finds by a part of a name or e-mail, by role and the suspended, the newest first", async () => {
    const mei = await aUser({ name: "Mei Ling", role: "STAFF", email: "mei@harbour.example" });
    const ali = await aUser({ name: "Ali 100%", email: "ali@reef.example" });
    await press(suspend, ali.id);
    const names = async (search: string) =>
      (await listed(search)).people.map(({ name }: { name: string }) => name);
    expect(await names("")).toEqual(["Ali 100%", "Mei Ling", "Ravi Menon"]);
    expect(await names("?q=HARBOUR")).toEqual(["Mei Ling", "Ravi Menon"]);
    expect(await names("?q=100%25")).toEqual(["Ali 100%"]);
    expect(await names("?group=STAFF")).toEqual([mei.name]);
    expect(await names("?group=suspended")).toEqual(["Ali 100%"]);
    expect(await names("?group=suspended&q=mei")).toEqual([]);
  });

  test("is walked to its end and back by its cursors", async () => {
    for (let n = 0; n < 4; n++) await aUser({ name: `Captain ${n}` });
    const all = (await listed()).people;
    const first = await listed("?limit=3");
    const second = await listed(`?limit=3&cursor=${first.nextCursor}`);
    expect([...first.people, ...second.people]).toEqual(all);
    expect(second.nextCursor).toBeNull();
    expect((await listed(`?limit=3&cursor=${second.previousCursor}`)).people).toEqual(first.people);
  });

  test("is never read or sorted whole", async () => {
    await query(`INSERT INTO "User" (id, name, email, "createdAt")
      SELECT 'u' || n, 'Captain ' || n, n || '@example.com', now() - n * interval '1 minute'
      FROM generate_series(1, 20000) AS n`);
    await query(`ANALYZE "User"`);
    const page = { reverse: false, limit: 31 };
    for (const filter of [{}, { group: "ADMIN" }, { group: "suspended" }])
      expect(
        await planOf((client) => findPeople(client, { ...page, ...filter } as typeof page)),
      ).not.toMatch(/Seq Scan on "User"/);
  });
});

describe("a role", () => {
  test("holds from the person's next request, and the audit says who gave it and why, once", async () => {
    const mei = await aUser({ role: "STAFF" });
    const theirs = await signedIn(mei);
    expect((await call(readMedia, { cookie: theirs })).status).toBe(200);
    for (let time = 0; time < 2; time++) {
      const answer = await give(mei.id, "STAFF", "CAPTAIN");
      expectShape(answer, 200, "changedPerson");
      expect(answer.body).toMatchObject({ role: "CAPTAIN", changed: time === 0 });
      expectRefusal(await call(readMedia, { cookie: theirs }), 403, "forbidden");
    }
    expect(await audited()).toMatchObject([
      {
        actorId: admin.id,
        actorRole: "admin",
        entity: "User",
        entityId: mei.id,
        action: "role",
        before: { role: "STAFF" },
        after: { role: "CAPTAIN" },
        reason: "Joins the desk",
      },
    ]);
  });

  test("that somebody else changed meanwhile is left alone", async () => {
    const { id } = await aUser();
    await give(id, "CAPTAIN", "ADMIN");
    expectRefusal(await give(id, "CAPTAIN", "STAFF"), 409, "media_changed");
    expect(await roleOf(id)).toBe("ADMIN");
  });

  test("asks for a reason and for a sign-in of the last minutes", async () => {
    const { id } = await aUser();
    const body = { role: "STAFF", from: "CAPTAIN", reason: " " };
    const answer = await call(giveRole, { cookie, params: { id }, body });
    expect(answer.body.errors).toEqual({ reason: "Please give a reason." });
    await query(`UPDATE "Session" SET "createdAt" = now() - interval '16 minutes'`);
    expectRefusal(await give(id, "CAPTAIN", "STAFF"), 403, "confirm_password");
    expectRefusal(await press(suspend, id), 403, "confirm_password");
    expectRefusal(await press(unsuspend, id), 403, "confirm_password");
    expect(await roleOf(id)).toBe("CAPTAIN");
  });

  test("of one's own nobody changes, so that an administrator always remains", async () => {
    expectRefusal(await give(admin.id, "ADMIN", "STAFF"), 409, "own_account");
    expectRefusal(await press(suspend, admin.id), 409, "own_account");
    expect(await roleOf(admin.id)).toBe("ADMIN");
  });

  test("of each other two administrators can't take at the same moment: one remains", async () => {
    const other = await aUser({ role: "ADMIN" });
    const theirs = await signedIn(other);
    const hold = `SELECT FROM "User" WHERE role = 'ADMIN' FOR UPDATE`;
    const answers = await allAtOnce({ hold, waiting: 2 }, () =>
      Promise.all([
        give(other.id, "ADMIN", "CAPTAIN"),
        call(suspend, { cookie: theirs, params: { id: admin.id }, body: { reason: "No" } }),
      ]),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    const able = { role: "ADMIN", suspendedAt: null } as const;
    expect(await db().user.count({ where: able })).toBe(1);
    expect(await audited()).toHaveLength(1);
  });
});

describe("a suspension", () => {
  test("signs out at once and lets in again, each once however often it is pressed", async () => {
    const { id } = await aUser({ role: "STAFF" });
    const theirs = await signedIn({ id });
    for (const answer of await Promise.all([press(suspend, id), press(suspend, id)]))
      expectShape(answer, 200, "changedPerson");
    expectRefusal(await call(readMedia, { cookie: theirs }), 401, "unauthorized");
    for (let time = 0; time < 2; time++)
      expect((await press(unsuspend, id)).body).toMatchObject({
        suspendedAt: null,
        changed: time === 0,
      });
    expectRefusal(await call(readMedia, { cookie: theirs }), 401, "unauthorized");
    expect((await call(readMedia, { cookie: await signedIn({ id }) })).status).toBe(200);
    expect(await audited()).toMatchObject([
      { action: "suspend", reason: "Asked by phone" },
      { action: "unsuspend", reason: "Asked by phone" },
    ]);
  });

  test("of nobody is not found", async () => {
    for (const id of ["absent", admin.email])
      expectRefusal(await press(suspend, id), 404, "not_found");
    expectRefusal(await give("absent", "CAPTAIN", "STAFF"), 404, "not_found");
  });
});

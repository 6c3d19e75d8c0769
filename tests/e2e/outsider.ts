// What somebody outside knows and can send: requests exactly as written, and the sessions to try them with.
import { readdirSync } from "node:fs";
import { type Agent, type IncomingHttpHeaders, request as send } from "node:http";
import { expect, type PlaywrightWorkerArgs } from "@playwright/test";
import { demo } from "./demo";

/** Every page, and who may see it. */
export const PAGES: Record<string, "anyone" | "captain" | "staff" | "admin"> = {
  "/": "anyone",
  "/sign-in": "anyone",
  "/sign-up": "anyone",
  "/reset-password": "anyone",
  "/charters/[charterId]": "anyone",
  "/captain": "captain",
  "/captain/account": "captain",
  "/captain/drafts/[draftId]": "captain",
  "/captain/media": "captain",
  "/captain/profile": "captain",
  "/staff": "staff",
  "/staff/audit": "staff",
  "/staff/drafts": "staff",
  "/staff/drafts/[draftId]": "staff",
  "/staff/integrity": "staff",
  "/staff/media": "staff",
  "/staff/metrics": "staff",
  "/staff/people": "admin",
  "/staff/problems": "staff",
  "/staff/videos": "staff",
};

/** The files below a folder. */
export const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" });

/** The addresses of all files of this name in app, as in `/api/media/[mediaId]`. */
export const addressesOf = (name: "page.tsx" | "route.ts") =>
  filesIn("app")
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .map((file) => `/${file.replace(/\([^)]*\)\//g, "").replace(/\/?[^/]+$/, "")}`);

export const BASE = new URL(`http://localhost:${process.env.E2E_PORT}`);

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** One request as it is written, no address made tidy on the way; on a connection of its own unless told. */
export function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
  { agent = false, body = [] }: { agent?: Agent | false; body?: readonly Buffer[] } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = BASE;
    const request = send({ hostname, port, path, method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, text: Buffer.concat(chunks).toString() });
      });
    });
    request.on("error", reject);
    for (const piece of body) request.write(piece);
    request.end();
  });
}

/** The last answer on the way that redirects lead, and where it is; never on another site. */
export async function follow(
  path: string,
  headers: Record<string, string>,
): Promise<Answer & { at: string }> {
  const answer = await ask(path, headers);
  const { location } = answer.headers;
  if (!location || answer.status < 300 || answer.status > 399) return { ...answer, at: path };
  const target = new URL(location, BASE);
  expect(target.origin, "a redirect leads to another site").toBe(BASE.origin);
  if (target.pathname === "/sign-in") return { ...answer, at: target.pathname };
  return follow(target.pathname + target.search, headers);
}

export interface Visitors {
  /** The `Cookie` headers of the demo's captain, staff and administrator, and of a captain who owns nothing. */
  captain: string;
  staff: string;
  admin: string;
  stranger: string;
  /** A page's address with the ids of the demo captain's draft and charter. */
  at: (page: string) => string;
  /** What in this text only staff or its owner may read: ids, files and e-mails of pending media. */
  leaksIn: (text: string) => string[];
}

/** Signs everybody in. */
export async function letVisitorsIn({
  playwright,
}: Pick<PlaywrightWorkerArgs, "playwright">): Promise<Visitors> {
  const signIn = async (path: string, data: object) => {
    const context = await playwright.request.newContext({ baseURL: BASE.origin });
    expect((await context.post(`/api/auth/${path}`, { data })).ok()).toBe(true);
    const { cookies } = await context.storageState();
    await context.dispose();
    return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  };
  const email = `${crypto.randomUUID()}@example.com`;
  const captain = await signIn("sign-in/email", demo("CAPTAIN"));
  const staff = await signIn("sign-in/email", demo("STAFF"));
  const admin = await signIn("sign-in/email", demo("ADMIN"));
  const stranger = await signIn("sign-up/email", { name: "Bo", email, password: email });

  const read = async (path: string, cookie: string) =>
    JSON.parse((await ask(path, { cookie })).text);
  const { drafts } = await read("/api/charter-drafts", captain);
  const open = drafts.find((draft: Draft) => draft.status === "DRAFT" && draft.counts.photos > 0);
  const finished = drafts.find((draft: Draft) => draft.charterId);
  const { email: owner } = demo("CAPTAIN");
  const { items } = await read(`/api/staff/media?state=pending&q=${owner}`, staff);
  const secrets: string[] = [owner, ...items.flatMap((item: Secret) => [item.id, item.url])];
  expect(secrets.length).toBeGreaterThan(3);
  return {
    captain,
    staff,
    admin,
    stranger,
    at: (page) => page.replace("[draftId]", open.id).replace("[charterId]", finished.charterId),
    leaksIn: (text) => secrets.filter((secret) => text.includes(secret)),
  };
}

interface Draft {
  id: string;
  status: string;
  charterId: string | null;
  counts: { photos: number };
}

interface Secret {
  id: string;
  url: string;
}

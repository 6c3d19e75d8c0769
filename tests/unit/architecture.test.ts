// The house's rules as data: which room may import what, and which files may stand in a noun's folder.
// To make an exception, change a table here, in review.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const ROOMS = ["app", "components", "lib", "proxy.ts", "instrumentation.ts", "next.config.ts"];

function filesUnder(path: string): string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter(({ name }) => name !== "generated" && name !== "node_modules")
    .flatMap(({ name }) => filesUnder(`${path}/${name}`))
    .filter((file) => /\.(ts|tsx)$/.test(file));
}

const sources = ROOMS.flatMap(filesUnder).map((file) => ({
  file,
  text: readFileSync(join(ROOT, file), "utf8"),
}));

/** Import specifiers, own files as paths from the root ("lib/db/client"), packages by name. */
function importsOf({ file, text }: { file: string; text: string }): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g,
  );
  return [...found].map(([, a, b, c]) => {
    const name = a ?? b ?? c ?? "";
    if (name.startsWith("@/")) return name.slice(2);
    if (name.startsWith(".")) return relative(ROOT, resolve(ROOT, dirname(file), name));
    return name;
  });
}

const BROWSER_SAFE = /^lib\/domain\/[a-z]+\/(kinds|rules|schema)(\.ts)?$/;
const VERB = /^lib\/domain\/[a-z]+\/[a-z]+(-[a-z]+)+(\.ts)?$/;
const OWN = /^(app|components|lib|proxy|scripts|tests)(\/|$)/;

interface Rule {
  room: RegExp;
  /** What of our own this room may import. */
  own: RegExp;
  /** Packages it may import. */
  packages: RegExp;
}

/** First match counts. */
const RULES: Rule[] = [
  {
    room: /^app\//,
    own: /^(app|components|lib\/http|lib\/domain|lib\/errors|lib\/client)\/|\.css$/,
    packages: /^(next|react|sonner|@fontsource)/,
  },
  {
    room: /^components\//,
    own: /^(components|lib\/client|lib\/errors)\/|^lib\/domain\/[a-z]+\/(kinds|rules|schema)$/,
    packages: /^(next\/|react|radix-ui|lucide-react|sonner|@hookform\/|@dnd-kit\/|thumbhash|zod$)/,
  },
  {
    room: /^lib\/client\//,
    own: /^lib\/(client|errors)\/|^lib\/domain\/[a-z]+\/(kinds|rules|schema)$/,
    packages:
      /^(react|sonner|thumbhash|p-queue|idb$|libheif-js\/|mediabunny$|@vercel\/blob\/client)/,
  },
  {
    room: /^lib\/http\//,
    own: /^lib\/(http|domain|errors|auth|log|env)(\/|$)/,
    packages:
      /^(next\/|react$|server-only$|node:|package\.json$|zod$|@upstash\/|rate-limiter-flexible$|busboy$|prom-client$)/,
  },
  {
    room: BROWSER_SAFE,
    own: /^lib\/errors\/|^lib\/domain\/[a-z]+\/(kinds|rules|schema)$/,
    packages: /^zod$/,
  },
  { room: /^lib\/domain\/actor\.ts$/, own: /^$/, packages: /^$/ },
  {
    room: VERB,
    own: /^lib\/(domain|db|storage|images|videos|auth|errors|log)(\/|$)/,
    packages: /^(server-only$|node:|p-queue$)/,
  },
  {
    room: /^lib\/db\//,
    own: /^lib\/(db|errors|env|log)(\/|$)/,
    packages: /^(server-only$|node:|@prisma\/|pg$)/,
  },
  {
    room: /^lib\/storage\//,
    own: /^lib\/(storage|errors|env|log)(\/|$)/,
    packages: /^(server-only$|node:|@vercel\/blob(\/client)?$)/,
  },
  {
    room: /^lib\/images\//,
    own: /^lib\/(images|errors|log)(\/|$)/,
    packages: /^(server-only$|node:|sharp$|file-type$|thumbhash$|p-queue$)/,
  },
  {
    room: /^lib\/videos\//,
    own: /^lib\/(videos|errors|env)(\/|$)/,
    packages: /^(server-only$|node:|mediabunny$)/,
  },
  {
    room: /^lib\/auth\//,
    own: /^lib\/(auth|db|errors|env|log)(\/|$)/,
    packages: /^(server-only$|node:|better-auth|bcryptjs$)/,
  },
  { room: /^lib\/errors\//, own: /^lib\/errors\//, packages: /^$/ },
  { room: /^lib\/(env|log)\.ts$/, own: /^lib\/env$/, packages: /^(zod|pino|@opentelemetry\/api)$/ },
  {
    room: /^lib\/tracing\.ts$/,
    own: /^$/,
    packages: /^(@opentelemetry\/|@prisma\/instrumentation$)/,
  },
  { room: /^proxy\.ts$/, own: /^lib\/http\//, packages: /^next\// },
  { room: /^next\.config\.ts$/, own: /^lib\/http\//, packages: /^next/ },
  {
    room: /^instrumentation\.ts$/,
    own: /^lib\/(http|env|tracing)(\/|$)|^lib\/images\/(decode-gate|render-photo)$/,
    packages: /^$/,
  },
];

describe("who may import whom", () => {
  test.each(sources)("$file keeps to its room", (source) => {
    const rule = RULES.find(({ room }) => room.test(source.file));
    expect(rule, `${source.file} stands in no room`).toBeDefined();
    const forbidden = importsOf(source).filter((name) =>
      OWN.test(name) ? !rule?.own.test(name) : !rule?.packages.test(name),
    );
    expect(forbidden, `${source.file} may not import these`).toEqual([]);
  });
});

/** Words that only one place may say. */
const SAID_ONCE: { what: RegExp; only: RegExp; why: string }[] = [
  {
    what: /process\.env/,
    only: /^(lib\/env|instrumentation|next\.config)\.ts$/,
    why: "settings come from lib/env.ts",
  },
  {
    what: /\bas (Captain|Staff|System)\b|as unknown as Actor/,
    only: /^$/,
    why: "actors are proven, not cast",
  },
  {
    what: /\bfetch\(/,
    only: /^lib\/((client|storage)\/|http\/post-alert\.ts$)/,
    why: "components ask lib/client",
  },
  {
    what: /node:child_process|["']ff(mpeg|probe)["']/,
    only: /^lib\/(videos\/|env\.ts$)/,
    why: "what opens strangers' videos is started with limits",
  },
  { what: /["']use server["']/, only: /^$/, why: "there is one transport: route files" },
  {
    what: /new Response\(|Response\.json\(/,
    only: /^(lib\/http\/|app\/health\/)/,
    why: "the door answers",
  },
];

describe("said in one place only", () => {
  test.each(SAID_ONCE)("$what: $why", ({ what, only }) => {
    const elsewhere = sources.filter(({ file, text }) => what.test(text) && !only.test(file));
    expect(elsewhere.map(({ file }) => file)).toEqual([]);
  });
});

const BANNED_NAMES =
  /(^|\/)(utils?|helpers?|services?|types?|constants?|index|common|misc)(\.tsx?|\/)/;
const domainFiles = sources.filter(({ file }) => file.startsWith("lib/domain/"));

describe("the vocabulary of lib", () => {
  test("no file or folder is named after nothing", () => {
    const vague = sources.filter(({ file }) => /^lib\//.test(file) && BANNED_NAMES.test(file));
    expect(vague.map(({ file }) => file)).toEqual([]);
  });

  test.each(domainFiles)("$file is a kind of file the domain knows", ({ file }) => {
    expect(file === "lib/domain/actor.ts" || BROWSER_SAFE.test(file) || VERB.test(file)).toBe(true);
  });

  test.each(domainFiles.filter(({ file }) => VERB.test(file)))(
    "$file is server-only and exports exactly one function, named like the file",
    ({ file, text }) => {
      const camel = (file.split("/").pop() ?? "")
        .replace(/\.ts$/, "")
        .replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      expect(text).toMatch(/^import "server-only";$/m);
      const exported = [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)];
      expect(exported.map(([, name]) => name)).toEqual([camel]);
    },
  );

  test("every file of lib opens by saying what lives there", () => {
    const silent = sources.filter(
      ({ file, text }) => /^lib\//.test(file) && !/^(\/\/|\/\*\*)/.test(text),
    );
    expect(silent.map(({ file }) => file)).toEqual([]);
  });
});

describe("every door is a door", () => {
  test.each(sources.filter(({ file }) => /^app\/api\/.*route\.ts$/.test(file)))(
    "$file answers all methods through methods() and route()",
    ({ text }) => {
      expect(text).toMatch(/export const \{ GET, POST, PUT, PATCH, DELETE \} = methods\(/);
    },
  );

  test.each(
    sources.filter(({ file }) => /^app\/(\(captain\)\/captain|staff)\/.*page\.tsx$/.test(file)),
  )("$file proves its own actor", ({ text }) => {
    expect(text).toMatch(/forPage\(\s*"(captain|staff|admin)"|redirect\(/);
  });
});

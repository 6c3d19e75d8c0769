// The only reader of process.env. Variables come in groups, so that a command or a test checks
// just what it uses; the server checks all of them before it answers its first request.
import { z } from "zod";

// An empty value means "not set", as in a copied .env.example.
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: string) =>
  z.preprocess((given) => (given === "" || given === undefined ? value : given), schema);

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL");
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http(s) URL" });
const secret = z.string().min(16, "must have at least 16 characters");
const MB = 1024 * 1024;

/** Every variable the product knows, by the part that uses it. `.env.example` lists the same, checked by a test. */
export const ENV_GROUPS = {
  app: z.object({
    LOG_LEVEL: withDefault(z.enum(["debug", "info", "warn", "error", "silent"]), "info"),
    /** Vercel caps a request's whole body at 4.5 MB, so there 4.4 MB is left for the photo. */
    MAX_PHOTO_BYTES: withDefault(
      z.coerce.number().int().positive(),
      String(process.env.VERCEL ? Math.floor(4.4 * MB) : 25 * MB),
    ),
    /** Only a header that the platform itself overwrites may be believed. */
    TRUSTED_IP_HEADER: withDefault(
      z.string().optional(),
      process.env.VERCEL ? "x-vercel-forwarded-for" : "",
    ),
    VERCEL_GIT_COMMIT_SHA: optional(z.string()),
  }),
  database: z.object({
    DATABASE_URL: postgresUrl,
    DATABASE_POOL_MAX: withDefault(z.coerce.number().int().min(1).max(100), "10"),
  }),
  storage: z.object({
    BLOB_READ_WRITE_TOKEN: z
      .string()
      .regex(/^vercel_blob_rw_[A-Za-z0-9]+_.+$/, "must look like vercel_blob_rw_<store>_<secret>"),
    VERCEL_BLOB_API_URL: optional(httpUrl),
    /** The same for browsers; the build writes it into their scripts. */
    NEXT_PUBLIC_VERCEL_BLOB_API_URL: optional(httpUrl),
    /** Where the store reaches the app, when that is not BETTER_AUTH_URL. */
    VERCEL_BLOB_CALLBACK_URL: optional(httpUrl),
  }),
  limiter: z.object({
    UPSTASH_REDIS_REST_URL: httpUrl,
    UPSTASH_REDIS_REST_TOKEN: z.string().min(1, "must not be empty"),
    RATE_LIMIT_MULTIPLIER: withDefault(z.coerce.number().positive(), "1"),
  }),
  auth: z
    .object({
      BETTER_AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
      BETTER_AUTH_URL: httpUrl,
      GOOGLE_CLIENT_ID: optional(z.string()),
      GOOGLE_CLIENT_SECRET: optional(z.string()),
    })
    .superRefine(({ GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET }, context) => {
      if (Boolean(GOOGLE_CLIENT_ID) === Boolean(GOOGLE_CLIENT_SECRET)) return;
      const missing = GOOGLE_CLIENT_ID ? "GOOGLE_CLIENT_SECRET" : "GOOGLE_CLIENT_ID";
      context.addIssue({
        code: "custom",
        path: [missing],
        message: "must be set when the other is",
      });
    }),
  /** Programs that the video worker runs, by name or path. */
  videos: z.object({
    FFMPEG_PATH: withDefault(z.string(), "ffmpeg"),
    FFPROBE_PATH: withDefault(z.string(), "ffprobe"),
  }),
  operations: z.object({
    CRON_SECRET: optional(secret),
    HEALTH_TOKEN: optional(secret),
    ALERT_WEBHOOK_URL: optional(httpUrl),
    /** Signs what goes there; without one of its own CRON_SECRET does, which the receiver should not know. */
    ALERT_WEBHOOK_SECRET: optional(secret),
  }),
  /** OpenTelemetry's own names, which its exporter reads itself. */
  tracing: z.object({
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(httpUrl),
    OTEL_EXPORTER_OTLP_HEADERS: optional(z.string()),
    OTEL_SERVICE_NAME: withDefault(z.string(), "charter-media"),
  }),
} as const;

type Groups = typeof ENV_GROUPS;
const parsed = new Map<keyof Groups, unknown>();

/**
 * One group of settings, checked on first use.
 *
 * @throws Error naming each missing or malformed variable of that group, never its value
 */
export function env<G extends keyof Groups>(group: G): z.infer<Groups[G]> {
  if (!parsed.has(group)) {
    const result = ENV_GROUPS[group].safeParse(process.env);
    if (!result.success) throw new Error(complaint(result.error.issues));
    parsed.set(group, result.data);
  }
  return parsed.get(group) as z.infer<Groups[G]>;
}

/**
 * Checks every group at once, so that a deployment shows all that is wrong in one go.
 *
 * @throws Error listing each missing or malformed variable, one a line
 */
export function checkEnv(): void {
  const issues = Object.values(ENV_GROUPS).flatMap(
    (schema) => schema.safeParse(process.env).error?.issues ?? [],
  );
  if (issues.length > 0) throw new Error(complaint(issues));
}

/** The origin from which browsers load stored files: the store's public host, or the one VERCEL_BLOB_API_URL names. */
export function publicBlobOrigin(): string {
  const { BLOB_READ_WRITE_TOKEN, VERCEL_BLOB_API_URL } = env("storage");
  if (VERCEL_BLOB_API_URL) return new URL(VERCEL_BLOB_API_URL).origin;
  const storeId = BLOB_READ_WRITE_TOKEN.split("_")[3] ?? "";
  return `https://${storeId.toLowerCase()}.public.blob.vercel-storage.com`;
}

/** The origin to which browsers send files: that of the store's API. */
export function blobUploadOrigin(): string {
  return new URL(env("storage").VERCEL_BLOB_API_URL ?? "https://vercel.com/api/blob").origin;
}

/** Where browsers send files to the store: below this address and nowhere else. Ends with a slash. */
export function browserBlobApi(): string {
  const { NEXT_PUBLIC_VERCEL_BLOB_API_URL } = env("storage");
  return `${(NEXT_PUBLIC_VERCEL_BLOB_API_URL ?? "https://vercel.com/api/blob").replace(/\/+$/, "")}/`;
}

/** What a program that reads strangers' files may know of the environment: where programs are, and no secret. */
export const bareEnvironment = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV };

/** Where the store tells that a browser's upload has arrived. */
export function uploadCallbackUrl(): string {
  const base = env("storage").VERCEL_BLOB_CALLBACK_URL ?? env("auth").BETTER_AUTH_URL;
  return new URL("/api/media/video/callback", base).href;
}

/** True under hot reload only, where React needs `eval` for its debugging aids. */
export const isHotReload = process.env.NODE_ENV === "development";

// The SDK's own default of 10 retries takes up to half an hour to fail; it reads this variable itself.
process.env.VERCEL_BLOB_RETRIES ??= "1";

function complaint(issues: { path: PropertyKey[]; message: string }[]): string {
  const lines = issues.map(({ path, message }) => {
    const name = path.map(String).join(".");
    return `  ${name}: ${process.env[name] === undefined ? "is missing" : message}`;
  });
  return `The environment is not complete:\n${lines.join("\n")}\nSee .env.example for what each one means.`;
}

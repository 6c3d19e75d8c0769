// The API's door: prove, check, limit, parse, run, answer, and one log line. A route file says what
// differs and nothing else.
import "server-only";
import type { z } from "zod";
import { fail } from "@/lib/errors/app-error";
import type { ERRORS } from "@/lib/errors/catalogue";
import { answer, refusalOf, refuse, stamp } from "./answer";
import { type Actors, authenticate } from "./authenticate";
import { finishRequest } from "./finish-request";
import { enforceLimit, type LimitName } from "./rate-limit";
import { readJson, requestIdOf, requireOwnOrigin } from "./request";
import { valid } from "./valid";

type Segments = Record<string, string | string[] | undefined>;
type Handler = (request: Request, context: { params: Promise<Segments> }) => Promise<Response>;
type Reader<B> = (request: Request) => Promise<B>;

interface Spec<K extends keyof Actors, P, Q, B, R> {
  /** The actor this address asks for. */
  as: K;
  /** Counted per user, after the actor is proven. */
  limit?: LimitName;
  /** Of the path. What does not match can't exist: 404. */
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  /** A schema for JSON, or a reader for anything else; without one the body is never read. */
  body?: z.ZodType<B> | Reader<B>;
  /** Whether this body only tries something out, which no metric counts. */
  isRehearsal?: (body: B) => boolean;
  /** 200 unless said. */
  status?: (result: R) => number;
  /** May answer with a Response of its own; anything else becomes JSON. */
  run: (context: {
    actor: Actors[K];
    params: P;
    query: Q;
    body: B;
    request: Request;
    requestId: string;
  }) => Promise<R>;
}

/** One method of one address. Every failure is answered in the API's shape; nothing is thrown to Next. */
export function route<
  K extends keyof Actors,
  P = undefined,
  Q = undefined,
  B = undefined,
  R = unknown,
>(spec: Spec<K, P, Q, B, R>): Handler {
  return async (request, context) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request.headers);
    // A production build hands a route without segments `undefined`, whatever the types say.
    const segments = (await context.params) ?? {};
    let role = "anonymous";
    let isRehearsal = false;
    const finish = (response: Response, code?: string, cause?: unknown) => {
      const ms = Math.round(performance.now() - startedAt);
      const { method } = request;
      const line = { requestId, method, route: pattern(request.url, segments), role };
      const more = { ...(code && { code }), ...(isRehearsal && { isRehearsal }) };
      finishRequest({ ...line, status: response.status, ...more, ms }, cause);
      return response;
    };
    try {
      const actor = await authenticate(spec.as, request.headers, requestId);
      role = actor?.as ?? role;
      requireOwnOrigin(request);
      if (spec.limit)
        await enforceLimit(spec.limit, actor && "userId" in actor ? actor.userId : "-");
      const params = parse(spec.params, segments, () => fail("not_found"));
      const query = parse(spec.query, Object.fromEntries(new URL(request.url).searchParams));
      const body = await readBody(spec.body, request);
      isRehearsal = spec.isRehearsal?.(body) ?? false;
      const result = await spec.run({ actor, params, query, body, request, requestId });
      if (result instanceof Response) return finish(stamp(result, requestId));
      return finish(answer(result, spec.status?.(result) ?? 200, requestId));
    } catch (error) {
      const refusal = refusalOf(error);
      return finish(refuse(refusal, requestId), refusal.code, refusal.options.cause);
    }
  };
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** All methods of one address, for a route file to export; those it lacks answer 405 in the API's shape. */
export function methods(handlers: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const allow = METHODS.filter((method) => handlers[method]).join(", ");
  const lacking: Handler = async (request, context) => {
    const response = await refusing("method_not_allowed")(request, context);
    response.headers.set("allow", allow);
    return response;
  };
  return Object.fromEntries(
    METHODS.map((method) => [method, handlers[method] ?? lacking]),
  ) as Record<Method, Handler>;
}

/** Answers every request with one refusal. */
export function refusing(code: keyof typeof ERRORS): Handler {
  return route({ as: "anyone", run: async () => fail(code) });
}

function parse<T>(
  schema: z.ZodType<T> | undefined,
  input: unknown,
  refuseInstead?: () => never,
): T {
  // Without a schema T is undefined: the spec's type says so.
  if (!schema) return undefined as T;
  if (!refuseInstead) return valid(schema, input);
  const result = schema.safeParse(input);
  return result.success ? result.data : refuseInstead();
}

async function readBody<B>(
  body: z.ZodType<B> | Reader<B> | undefined,
  request: Request,
): Promise<B> {
  if (typeof body === "function") return body(request);
  return parse(body, body && (await readJson(request)));
}

/** `/api/media/abc` as `/api/media/[mediaId]`, so that log lines group. */
function pattern(url: string, segments: Segments): string {
  const names = new Map(
    Object.entries(segments).flatMap(([name, value]) =>
      typeof value === "string" ? [[encodeURIComponent(value), `[${name}]`] as const] : [],
    ),
  );
  return new URL(url).pathname
    .split("/")
    .map((part) => names.get(part) ?? part)
    .join("/")
    .slice(0, 200);
}

// Calls route handlers as a browser on our own pages would: own Origin and Host, cookies kept by hand.

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

export const ORIGIN = "http://localhost:3000";

export interface Call {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the root, with its query. */
  path?: string;
  /** Sent as JSON. */
  body?: unknown;
  cookie?: string | undefined;
  params?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  // A test reads the fields it expects, and fails when they are not there.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
  body: any;
  headers: Headers;
  /** What a browser would send next time: the cookies this answer set, or `cookie` unchanged. */
  cookie: string | undefined;
}

/** Runs the handler and reads its answer. GET unless there is a body or a method is given. */
export async function call(handler: Handler, given: Call = {}): Promise<Answer> {
  const { path = "/api/test", body, cookie, params = {} } = given;
  const method = given.method ?? (body === undefined ? "GET" : "POST");
  const request = new Request(new URL(path, ORIGIN), {
    method,
    headers: {
      host: new URL(ORIGIN).host,
      ...(method !== "GET" && { origin: ORIGIN, "sec-fetch-site": "same-origin" }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(cookie !== undefined && { cookie }),
      ...given.headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return {
    status: response.status,
    body: text === "" ? undefined : JSON.parse(text),
    headers: response.headers,
    cookie: afterwards(cookie, response.headers.getSetCookie()),
  };
}

function afterwards(before: string | undefined, set: string[]): string | undefined {
  const jar = new Map<string, string>();
  for (const pair of [
    ...(before?.split("; ") ?? []),
    ...set.map((line) => line.split(";")[0] ?? ""),
  ]) {
    const [name = "", ...value] = pair.split("=");
    jar.set(name, value.join("="));
  }
  const kept = [...jar].filter(([, value]) => value !== "");
  return kept.length === 0 ? undefined : kept.map((pair) => pair.join("=")).join("; ");
}

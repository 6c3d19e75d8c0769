// Calls a route file's handler as HTTP would: the whole door runs, only the socket is missing.
type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answered.
  body: any;
}

/**
 * One request.
 *
 * @param call `json` is sent as JSON, `body` as it is; `cookie` signs in
 */
export async function callRoute(
  handler: Handler,
  call: {
    method?: string;
    path?: string;
    params?: Record<string, string>;
    cookie?: string;
    headers?: Record<string, string>;
    json?: unknown;
    body?: BodyInit;
  } = {},
): Promise<Answer> {
  const { method = "GET", path = "/api", params = {}, cookie, json, body } = call;
  const headers = new Headers(call.headers);
  if (cookie) headers.set("cookie", cookie);
  const sent = json === undefined ? body : JSON.stringify(json);
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers,
    ...(sent !== undefined && { body: sent }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

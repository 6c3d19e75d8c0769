// Every refusal of the Blob server, with the code and the words the SDK recognises it by.
import { sendJson } from "./http.mjs";

const REFUSALS = {
  forbidden: { status: 403, message: "Access denied, please provide a valid token." },
  client_token_not_allowed: {
    status: 403,
    message: "This operation is not available when using a client token.",
  },
  token_expired: { status: 403, code: "forbidden", message: "Token expired" },
  pathname_mismatch: {
    status: 400,
    code: "bad_request",
    message: '"pathname" does not match the token payload',
  },
  content_type: { status: 400, code: "bad_request", message: '"contentType" is not allowed' },
  file_too_large: {
    status: 400,
    code: "bad_request",
    message: "the file length cannot be greater than the limit",
  },
  already_exists: {
    status: 400,
    code: "bad_request",
    message:
      "This blob already exists, use `allowOverwrite: true` if you want to overwrite it. Or `addRandomSuffix: true` to generate a unique filename.",
  },
  bad_request: { status: 400, message: "Bad request" },
  not_found: { status: 404, message: "The requested blob does not exist" },
  precondition_failed: { status: 412, message: "Precondition failed: ETag mismatch." },
  internal_server_error: { status: 500, message: "The Blob server failed." },
};

/** A refusal in the shape of the SDK's errors: `{ error: { code, message } }`. */
export class BlobRefusal extends Error {
  /**
   * @param {keyof typeof REFUSALS} kind
   * @param {string} [message] instead of the usual words
   */
  constructor(kind, message) {
    const refusal = REFUSALS[kind];
    super(message ?? refusal.message);
    this.status = refusal.status;
    this.code = "code" in refusal ? refusal.code : kind;
  }

  body() {
    return { error: { code: this.code, message: this.message } };
  }
}

/**
 * Answers a request with what went wrong; what is not a refusal is logged and not told.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {import("node:http").ServerResponse} res
 * @param {unknown} error
 */
export function refuse(req, res, error) {
  // The uploader or reader went away, or a file broke off half way: there is nobody to tell.
  if (res.headersSent || (req.destroyed && !req.complete)) return void res.destroy();
  const refusal = error instanceof BlobRefusal ? error : new BlobRefusal("internal_server_error");
  if (refusal !== error) console.error(error);
  sendJson(res, refusal.status, refusal.body());
}

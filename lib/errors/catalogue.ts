// Every refusal of the product. The API reads `status` and `toast`, the screen reads `toast`,
// docs/errors.md is generated from the whole table. A code must stand here before it can be thrown.

/** One refusal: its HTTP status, the sentence people read, what causes it and what to do. */
export interface ErrorSpec {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  /** One plain sentence, also the API's `message`. */
  toast: string;
  cause: string;
  remedy: string;
}

export const ERRORS = {
  // General
  invalid_json: {
    status: 400,
    toast: "The request could not be read.",
    cause: "The body is not valid JSON.",
    remedy: "Send a JSON body with Content-Type application/json.",
  },
  invalid_payload: {
    status: 400,
    toast: "Some of the details are not right yet. Please look at the marked ones.",
    cause: "The body or query does not match the schema; `errors` names each field.",
    remedy: "Correct the named fields and send again.",
  },
  unauthorized: {
    status: 401,
    toast: "Please sign in to continue.",
    cause: "There is no valid session, or the account was suspended.",
    remedy: "Sign in again. Nothing you typed is lost.",
  },
  forbidden: {
    status: 403,
    toast: "This area is for staff only. Please ask an administrator for access.",
    cause: "The session's role may not use this address.",
    remedy: "Ask an administrator for access.",
  },
  bad_origin: {
    status: 403,
    toast: "This request came from another site and was refused.",
    cause: "Origin is not the request's own host, or Sec-Fetch-Site is cross-site.",
    remedy: "Use the product's own pages, or send no Origin header from scripts.",
  },
  not_found: {
    status: 404,
    toast: "We could not find that. It may have been removed; please go back and look again.",
    cause: "It does not exist, or it belongs to somebody else.",
    remedy: "Check the address, or go back to your dashboard.",
  },
  method_not_allowed: {
    status: 405,
    toast: "That action is not available here.",
    cause: "The address exists but does not take this HTTP method.",
    remedy: "Use one of the methods in the Allow header.",
  },
  rate_limited: {
    status: 429,
    toast: "Too many tries in a short time. Please wait a moment and try again.",
    cause: "A limit of lib/http/rate-limit.ts is used up.",
    remedy: "Wait as long as Retry-After says.",
  },
  internal: {
    status: 500,
    toast: "Something went wrong on our side. Please try again.",
    cause: "An unexpected failure; the log has its cause under the request id.",
    remedy: "Try again; report the request id if it keeps happening.",
  },
  database_unavailable: {
    status: 503,
    toast: "We can't reach our records right now. Please try again in a moment.",
    cause: "The database is down, frozen or refusing connections.",
    remedy: "Try again after Retry-After; operators check /api/health.",
  },
  schema_behind: {
    status: 503,
    toast: "We are being updated right now. Please try again in a few minutes.",
    cause: "The database has not applied the newest migration of the running build.",
    remedy: "Operators run npx prisma migrate deploy; nothing is read or written until then.",
  },
  storage_unavailable: {
    status: 503,
    toast: "We can't store files right now. Please try again in a moment.",
    cause: "The blob store is down, slow or answering wrongly.",
    remedy: "Try again after Retry-After; the upload left nothing behind.",
  },
  busy: {
    status: 503,
    toast: "We are handling a lot of uploads. Please try again in a moment.",
    cause: "The queue for decoding, or for database connections, is full.",
    remedy: "Try again after Retry-After.",
  },
  offline: {
    status: 503,
    toast: "You seem to be offline. Check your connection and try again.",
    cause: "The browser could not reach us; only pages say this, the API never does.",
    remedy: "Try again when the connection is back; what you typed is kept.",
  },
  part_missing: {
    status: 400,
    toast:
      "A part of this page could not be loaded. Please reload the page, then try this file again.",
    cause:
      "A decoder or another part of the code did not load three times, often because a new version came out; only pages say this, the API never does.",
    remedy:
      "Reload the page. What is kept on the device goes on by itself, other files are not held up.",
  },

  // Accounts
  invalid_credentials: {
    status: 401,
    toast: "That e-mail and password do not match. Please check both.",
    cause: "No such account, a wrong password, or a suspended account.",
    remedy: "Check both, or ask the people who run this site for a reset link.",
  },
  email_taken: {
    status: 409,
    toast: "There is already an account with that e-mail. Please sign in instead.",
    cause: "Sign-up with an address that is in use.",
    remedy: "Sign in instead, or ask the people who run this site for a reset link.",
  },
  invalid_reset_link: {
    status: 400,
    toast: "This link has been used or is too old. Please ask for a new one.",
    cause: "The reset token is unknown, expired or already used.",
    remedy: "Ask support for a new link.",
  },
  google_sign_in_failed: {
    status: 400,
    toast: "Signing in with Google did not work. Please try again, or use your password.",
    cause: "Google was left or refused, the attempt was too old, or the account may not sign in.",
    remedy: "Start again from the sign-in page.",
  },

  // Photos
  missing_file: {
    status: 400,
    toast: "No photo was attached. Please choose one.",
    cause: "The form has no part named file.",
    remedy: "Attach one photo as `file`.",
  },
  upload_cut: {
    status: 400,
    toast: "The upload broke off. Please send the photo again.",
    cause: "The connection ended before the whole form had come, or the form is malformed.",
    remedy: "Send the photo again; nothing was stored.",
  },
  file_too_large: {
    status: 413,
    toast: "That photo is too large. Please choose a smaller version of it.",
    cause: "The body is over MAX_PHOTO_BYTES, declared or counted.",
    remedy: "Send a smaller version of the photo.",
  },
  unsupported_media_type: {
    status: 415,
    toast: "That file is not a photo we can use. Please choose a JPEG, PNG, WebP or AVIF.",
    cause: "The bytes are not JPEG, PNG, WebP or AVIF, whatever the name says.",
    remedy: "Convert the file, or choose another photo.",
  },
  invalid_image: {
    status: 422,
    toast: "That photo is damaged and can't be opened. Please choose another.",
    cause: "The decoder refused the bytes: cut off, corrupt or not what they claim.",
    remedy: "Save or export the photo again and retry.",
  },
  image_too_large: {
    status: 422,
    toast: "That photo has more than 50 megapixels. Please choose a smaller version of it.",
    cause: "Width times height is over 50 megapixels.",
    remedy: "Scale the photo down and retry.",
  },
  unsupported_video: {
    status: 415,
    toast: "That file is not a video we can use. Please choose an MP4, MOV or WebM.",
    cause:
      "The container is not MP4, MOV or WebM, or not the one that was said, or its codec is another.",
    remedy: "Export the video as MP4 with H.264, or choose another one.",
  },
  video_too_large: {
    status: 413,
    toast: "That video is too large. Please choose a shorter or smaller one.",
    cause: "The file is over the bytes that lib/domain/video/kinds.ts allows.",
    remedy: "Cut the video before sending it, or save it with fewer pixels.",
  },
  video_too_long: {
    status: 422,
    toast: "A video may last up to 30 seconds. Please choose a shorter part of it.",
    cause: "What is wanted of the file, said or found, lasts more than 30 seconds.",
    remedy: "Choose a shorter part with trimStartSec and trimEndSec, or cut the file.",
  },
  video_too_short: {
    status: 422,
    toast: "That clip is shorter than a second. Please choose a longer one.",
    cause: "The file lasts less than a second; only pages say this, the API never does.",
    remedy: "Choose a longer clip.",
  },
  video_needs_worker: {
    status: 409,
    toast: "Neither this browser nor we can prepare that clip right now. Please try again later.",
    cause:
      "The browser can't decode or encode it and no worker has polled for 5 minutes; only pages say this.",
    remedy: "Start a worker (docs/video-worker.md), or choose a clip that the browser can prepare.",
  },
  video_not_cut: {
    status: 400,
    toast: "This device could not prepare that clip. Please try again; nothing was sent yet.",
    cause:
      "The browser said that it could cut the clip, and failed at it or died of it; only pages say this, the API never does.",
    remedy:
      "Try again, send the whole clip for the worker to cut where one is there, or remove the clip.",
  },
  video_differs: {
    status: 422,
    toast: "What arrived is not the video you chose. Please choose it again.",
    cause: "Size or duration of the stored file are not what was said when it was reserved.",
    remedy: "Reserve again with what the file is, and send all of it. The file was removed.",
  },
  upload_incomplete: {
    status: 409,
    toast: "This video has not arrived yet. Please try again when its upload is complete.",
    cause: "The store has no file under the reserved name.",
    remedy: "Finish the upload, with a new token when the old one is over.",
  },
  invalid_video: {
    status: 422,
    toast: "That clip is damaged or not a video we can use. Please choose an MP4, MOV or WebM.",
    cause:
      "The file is cut off, corrupt, not what it claims, or has no picture in the part that was chosen.",
    remedy: "Open the clip on the phone, save or export it again, and retry.",
  },
  video_too_heavy: {
    status: 422,
    toast: "That clip is too large for us to work on. Please record or export it in 4K or less.",
    cause:
      "The picture is larger than 8K, or working on it took more of the machine than a clip may.",
    remedy: "Export the clip in a smaller size and retry.",
  },
  video_not_processed: {
    status: 503,
    toast: "We could not prepare this clip. Please try again, or choose another one.",
    cause: "The worker gave up after 3 attempts; its log says why.",
    remedy: "Retry the clip. If it fails again, export it anew on the phone.",
  },
  quota_exceeded: {
    status: 409,
    toast: "There is no room for more. Please remove something you no longer need first.",
    cause: "The captain has as many pending items, bytes stored, or videos in a draft, as allowed.",
    remedy: "Empty the trash, remove items you no longer need, or submit a draft.",
  },
  idempotency_mismatch: {
    status: 409,
    toast: "That upload was already sent with a different file. Please choose the photo again.",
    cause: "The same Idempotency-Key came within 24 hours with other bytes.",
    remedy: "Use a new key for a new file.",
  },
  charter_needs_photos: {
    status: 409,
    toast: "A charter needs at least 3 photos. Add another one before removing this.",
    cause: "The removal would leave a charter with fewer than 3 photos.",
    remedy: "Add a photo first.",
  },
  charter_full: {
    status: 409,
    toast: "This charter already has 15 photos. Remove one to make room.",
    cause: "A charter carries at most 15 photos.",
    remedy: "Remove a photo from the charter first.",
  },

  // Drafts and finalize
  version_conflict: {
    status: 409,
    toast: "This draft was changed somewhere else. Please refresh to see the newest version.",
    cause: "The version sent is not the server's; `server` or `serverVersion` has the newer one.",
    remedy: "Refresh, compare and send again with the new version.",
  },
  invalid_status: {
    status: 400,
    toast: "This draft can no longer be changed. Please go back to your charters.",
    cause: "The draft is submitted, abandoned or deleted, or the charter it edits is archived.",
    remedy: "Open the charter, or start a new draft.",
  },
  validation: {
    status: 400,
    toast: "A few details are still missing. Please fill in the ones we have marked.",
    cause: "The draft's data is incomplete; `errors` names each field.",
    remedy: "Fill in the named fields and submit again.",
  },
  missing_captain_profile: {
    status: 400,
    toast: "Please add your first photo, or fill in your profile, before you submit.",
    cause: "The user has no captain profile; the first upload creates one.",
    remedy: "Upload a photo or save the profile page.",
  },
  missing_media: {
    status: 400,
    toast: "At least 3 photos are needed before you can submit. Please add some more.",
    cause: "Fewer than 3 usable photos; `found` and `required` say how many.",
    remedy: "Upload more photos and submit again. Nothing was lost.",
  },
  finalize_in_progress: {
    status: 409,
    toast: "This draft is being submitted right now. Please wait a moment.",
    cause: "Another finalize of the same draft or captain holds the lock.",
    remedy: "Wait a second and try again; the answer will be the same charter.",
  },
  charter_changed: {
    status: 409,
    toast: "The charter changed since you began editing. Please start the edit again.",
    cause: "The charter's version differs from the one the draft was made from.",
    remedy: "Make a new draft from the charter.",
  },

  // Staff
  already_done: {
    status: 409,
    toast: "This was done already. Please look at it again.",
    cause: "The item is in the state that the action leads to.",
    remedy: "Nothing is left to do; look at the item again.",
  },
  media_changed: {
    status: 409,
    toast: "Somebody else changed this in the meantime. Please look at it again.",
    cause:
      "The item is no longer in the state it was seen in, or somebody acted on it at the same moment.",
    remedy: "Look at the item again and decide anew.",
  },
  media_linked: {
    status: 409,
    toast: "This is part of a charter already. Please move it to the trash instead.",
    cause: "Media of a charter can't be assigned to another captain or linked to another charter.",
    remedy: "Move it to the trash instead.",
  },
  media_in_trash: {
    status: 409,
    toast: "This is in the trash. Please restore it first.",
    cause: "What is in the trash can only be restored or deleted for good.",
    remedy: "Restore it first.",
  },
  media_in_use: {
    status: 409,
    toast: "This is still in use. Please move it to the trash first.",
    cause: "Only what is in the trash or belongs to nobody is purged, and never a charter's video.",
    remedy: "Move it to the trash first.",
  },
  media_unusable: {
    status: 409,
    toast: "This was rejected, or its file is missing. Please choose another.",
    cause: "Rejected and missing media is neither counted nor linked.",
    remedy: "Mark it reviewed, or ask the captain to upload it again.",
  },
  wrong_captain: {
    status: 409,
    toast: "This is not of that charter's captain. Please assign it to them first.",
    cause: "A linked photo belongs to the captain of its charter.",
    remedy: "Assign it to that captain first.",
  },
  wrong_kind: {
    status: 409,
    toast: "That can't be done with this kind of media. Please choose another.",
    cause: "Only photos can be linked, and profile pictures stay with their profile.",
    remedy: "Choose other media.",
  },
  reason_missing: {
    status: 400,
    toast: "This belongs to somebody already. Please say why that should change.",
    cause: "Assigning what has a captain overrides somebody, and came without a reason.",
    remedy: "Send a reason.",
  },
  job_running: {
    status: 409,
    toast: "You have one running already. Please wait for it, or stop it.",
    cause: "A member of staff does one thing at a time to all that match.",
    remedy: "Wait for it, or cancel it.",
  },
  too_many_views: {
    status: 409,
    toast: "You keep 20 views already. Please remove one first.",
    cause: "Nobody keeps more than 20 views of the media desk.",
    remedy: "Remove one first.",
  },
  name_taken: {
    status: 409,
    toast: "Another of your views has this name. Please choose a different one.",
    cause: "A member of staff keeps each name once.",
    remedy: "Choose another name.",
  },
  own_account: {
    status: 409,
    toast: "Nobody can change their own account here. Please ask another administrator.",
    cause: "An administrator acted on their own role or suspension; so one always remains.",
    remedy: "Have another administrator do it, or use the operator's commands.",
  },
  confirm_password: {
    status: 403,
    toast: "Please confirm your password first.",
    cause:
      "Acting in a captain's name and deleting for good ask for a sign-in of the last 15 minutes.",
    remedy: "Confirm your password, or sign in again.",
  },
  wrong_password: {
    status: 403,
    toast: "That is not your password. Please try again.",
    cause: "Somebody who is signed in confirmed another password than theirs, or has none.",
    remedy: "Type the password again, or sign out and in again.",
  },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

/** True for a string that names a row of the catalogue; what a client checks before trusting a body. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}

// Where a failure becomes words on screen. The words are the catalogue's; components never write their own.
import { toast } from "sonner";
import { AppError } from "@/lib/errors/app-error";
import { ERRORS, type ErrorCode } from "@/lib/errors/catalogue";
import { askForProblem, canReport } from "./problem-form";
import { requestIdOf } from "./read-refusal";
import { toastPlace } from "./toast-place";

/** What the button in a toast does. */
export interface ToastAction {
  label: string;
  run: () => void;
}

interface Explained {
  toast: string;
  /** Only after failures of ours: the id support asks for. */
  reference: string | undefined;
}

const UNDO_MS = 10_000;

// A page that can toast has the place put up at once: what there is to say may be that the connection is gone.
if (typeof window !== "undefined") void toastPlace();

let goTo = (href: string) => location.assign(href);

// Where a refusal itself says what comes next; what belongs to one screen is given by its caller.
const NEXT_STEP: Partial<Record<ErrorCode, ToastAction>> = {
  unauthorized: { label: "Sign in", run: () => goTo(signInHref()) },
  version_conflict: { label: "Refresh", run: () => location.reload() },
  quota_exceeded: { label: "Library", run: () => goTo("/captain/media") },
  missing_captain_profile: { label: "Profile", run: () => goTo("/captain/profile") },
};

/** How a toast's button leads elsewhere: within the loaded page, which may hold what exists nowhere else. */
export function navigateBy(push: (href: string) => void): void {
  goTo = push;
}

/** The sentence for anything thrown, and the id under which we can find it; a bug reads as `internal`. */
export function explain(error: unknown): Explained {
  const refusal = error instanceof AppError ? error : new AppError("internal");
  const { status, toast: sentence } = ERRORS[refusal.code];
  return { toast: sentence, reference: status >= 500 ? requestIdOf(refusal) : undefined };
}

/**
 * Tells the person what went wrong. The same refusal again replaces its toast instead of piling up. A failure
 * of ours can be reported from its toast, with its number.
 *
 * @param next what they can do about it here; else the refusal's own next step, if it has one
 */
export function toastError(error: unknown, next?: ToastAction): void {
  const { toast: sentence, reference } = explain(error);
  const code = error instanceof AppError ? error.code : "internal";
  const isOurs = reference !== undefined || code === "internal";
  const report: ToastAction | undefined =
    isOurs && canReport.get()
      ? { label: "Report", run: () => askForProblem(reference) }
      : undefined;
  const action = next ?? NEXT_STEP[code] ?? report;
  show(() =>
    toast.error(sentence, {
      id: code,
      duration: action ? UNDO_MS : 6000,
      ...(reference && { description: `If it keeps happening, tell us this number: ${reference}` }),
      ...(action && { action: { label: action.label, onClick: action.run } }),
      ...(report && action !== report && { cancel: { label: report.label, onClick: report.run } }),
    }),
  );
}

/** Says that something worked. */
export function toastSuccess(sentence: string): void {
  show(() => toast.success(sentence));
}

/** Says what happened without being a success or a failure; `id` replaces an earlier one. */
export function toastInfo(sentence: string, id?: string): void {
  show(() => toast.info(sentence, id ? { id } : {}));
}

/** Says what was done and offers to take it back for ten seconds. */
export function toastUndo(sentence: string, undo: () => void): void {
  show(() => toast(sentence, { duration: UNDO_MS, action: { label: "Undo", onClick: undo } }));
}

/** Once it would be seen. */
function show(say: () => void): void {
  void toastPlace().then(say);
}

/** The sign-in page, which leads back to where the browser is now. */
export function signInHref(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
}

// Renders docs/errors.md from the catalogue. Run as `npm run docs:errors`; a test fails when the file is stale.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ERRORS } from "../lib/errors/catalogue";

/** The whole of docs/errors.md, one row a refusal, by status and then in the catalogue's order. */
export function renderErrorDocs(): string {
  const rows = Object.entries(ERRORS)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(([code, { status, toast, cause, remedy }]) => {
      const cells = [`\`${code}\``, String(status), toast, cause, remedy];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
  return [
    "# Refusals",
    "",
    "Generated from `lib/errors/catalogue.ts` by `npm run docs:errors`. Every refusal of the API has the body",
    "`{ error, message, requestId, errors? }`: `error` is the code, `message` the sentence people read.",
    "",
    "| Code | Status | What people read | Cause | Remedy |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync(new URL("../docs/errors.md", import.meta.url), renderErrorDocs());

"use client";
// What a check found of one kind, to put right one by one or many together.
import Link from "next/link";
import { type ReactNode, useRef, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { FINDINGS, type FindingKind, LINK_FAULTS } from "@/lib/domain/integrity/kinds";
import type { FindingView } from "@/lib/domain/integrity/schema";
import { FixButton } from "./fix-button";
import { FixChosen } from "./fix-chosen";
import { type Report, ReportNotice } from "./report-notice";
import { reviewAddress } from "./review-address";
import { moment } from "./staff-words";
import { useChoice } from "./use-choice";

export function FindingsList({
  kind,
  findings,
  mayFix,
  nothing,
}: {
  kind: FindingKind;
  findings: readonly FindingView[];
  mayFix: boolean;
  /** Stands where the list would, so that the focus has a place when the last of it is put right. */
  nothing: ReactNode;
}) {
  const { chosen, choose, chooseAll, chooseNone } = useChoice(findings.map(({ id }) => id));
  const [report, setReport] = useState<Report | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place, "li", "[data-choose]");
  return (
    <div ref={place} tabIndex={-1} className="grid gap-6">
      {report && <ReportNotice report={report} onClose={() => setReport(null)} />}
      {findings.length === 0 && nothing}
      <ul aria-label={FINDINGS[kind].label} className="grid gap-3 empty:hidden">
        {findings.map((finding) => (
          <Item
            key={finding.id}
            finding={finding}
            isChosen={chosen.includes(finding.id)}
            onChoose={mayFix ? (range) => choose(finding.id, range) : undefined}
          />
        ))}
      </ul>
      {chosen.length > 0 && (
        <FixChosen
          kind={kind}
          chosen={findings.filter(({ id }) => chosen.includes(id))}
          of={findings.length}
          onAll={chooseAll}
          onNone={chooseNone}
          onDone={(news) => {
            setReport(news);
            chooseNone();
            // The bar that had the focus goes, and its dialog with it.
            requestAnimationFrame(() => place.current?.focus({ preventScroll: true }));
          }}
        />
      )}
    </div>
  );
}

function Item({
  finding,
  isChosen,
  onChoose,
}: {
  finding: FindingView;
  isChosen: boolean;
  /** Absent where who looks may fix nothing. */
  onChoose: ((range: boolean) => void) | undefined;
}) {
  const { kind, subject, facts, captain, charter, createdAt, seenAt } = finding;
  const name = facts.key ?? subject;
  return (
    <li className="grid items-start gap-x-6 gap-y-3 rounded-card border-[1.5px] border-line bg-card p-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start">
        {onChoose && (
          <Checkbox
            className="-mt-2"
            label={<span className="sr-only">Choose: {name}</span>}
            data-choose
            checked={isChosen}
            onChange={({ nativeEvent }) =>
              onChoose(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        )}
        <div className="grid min-w-0 gap-1.5">
          <h2 className="font-mono text-base leading-snug [overflow-wrap:anywhere]">{name}</h2>
          <p className="[overflow-wrap:anywhere]">{seenIn(finding)}</p>
          {(captain || charter) && (
            <p className="text-sm [overflow-wrap:anywhere]">
              {captain && (
                <>
                  <strong>{captain.name}</strong> ({captain.email})
                </>
              )}
              {captain && charter && ", "}
              {charter && (
                <Link href={`/charters/${charter.id}`}>{charter.name || "A charter"}</Link>
              )}
            </p>
          )}
          <p className="text-ink-soft text-sm">
            Found <time dateTime={createdAt}>{moment(createdAt)}</time>
            {moment(seenAt) !== moment(createdAt) && (
              <>
                , last seen <time dateTime={seenAt}>{moment(seenAt)}</time>
              </>
            )}
          </p>
          {(kind === "missing" || kind === "damaged") && (
            <p className="text-sm">
              <Link href={deskAddress(finding)} prefetch={false}>
                Show it on the media desk
              </Link>
            </p>
          )}
        </div>
      </div>
      {onChoose ? (
        <FixButton finding={finding} />
      ) : (
        <p className="text-ink-soft text-sm">An administrator can delete it now.</p>
      )}
    </li>
  );
}

/** What was seen, in a sentence. */
function seenIn({ facts: { what, expected, found, fault, uploadedAt } }: FindingView): string {
  if (fault) return LINK_FAULTS[fault];
  if (uploadedAt) return `Stored ${moment(uploadedAt)}.`;
  if (what === "size") return `${expected} bytes were recorded, the store has ${found}.`;
  if (what === "checksum")
    return `Not the bytes that were stored: checksum ${expected?.slice(0, 12)}… was recorded, ${found?.slice(0, 12)}… was read.`;
  return "The store has no such file.";
}

/** Where the item stands on the media desk. */
function deskAddress({ kind, subject, captain, charter }: FindingView): string {
  const state = kind === "missing" ? kind : charter ? "linked" : captain ? "pending" : "orphan";
  return reviewAddress({ state, q: subject, sort: "newest" });
}

// Where rows, files and links disagree, as the last check found it, each with a way to put it right. The store is not
// asked to show this.
import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { countInWords } from "@/components/words/quantities";
import { FINDING_KINDS, FINDINGS, LINK_FAULTS } from "@/lib/domain/integrity/kinds";
import type { FindingsPage, FindingsQuery, FindingView } from "@/lib/domain/integrity/schema";
import { CheckPanel } from "./check-panel";
import { FixButton } from "./fix-button";
import { integrityAddress } from "./integrity-address";
import { Pager } from "./pager";
import { reviewAddress } from "./review-address";
import { moment } from "./staff-words";

export function IntegrityDesk({
  query,
  page,
  isAdmin,
}: {
  query: FindingsQuery;
  page: FindingsPage;
  isAdmin: boolean;
}) {
  const { pass, last, findings } = page;
  const { label, means } = FINDINGS[query.kind];
  return (
    <PageShell
      title="Integrity"
      lead="Whether every row has its files, and every file its row. Nothing that a row names is ever deleted here."
    >
      <div className="grid gap-6">
        <CheckPanel read={{ pass, last }} />
        <NavTabs
          label="Findings by kind"
          tabs={FINDING_KINDS.map((kind) => ({
            href: integrityAddress({ kind }),
            label: FINDINGS[kind].label,
            count: countInWords(page.counts[kind]),
            current: kind === query.kind,
          }))}
        />
        <p className="max-w-prose text-ink-soft">{means}</p>
        {findings.length > 0 ? (
          <ul aria-label={label} className="grid gap-3">
            {findings.map((finding) => (
              <Item key={finding.id} finding={finding} isAdmin={isAdmin} />
            ))}
          </ul>
        ) : (
          <EmptyState
            icon={<ShieldCheck />}
            title={pass ? "Nothing like this was found" : "Nothing was looked at yet"}
          />
        )}
        <Pager {...page} addressOf={(cursor) => integrityAddress(query, cursor)} />
      </div>
    </PageShell>
  );
}

function Item({ finding, isAdmin }: { finding: FindingView; isAdmin: boolean }) {
  const { kind, subject, facts, captain, charter, createdAt, seenAt } = finding;
  return (
    <li className="grid items-start gap-x-6 gap-y-3 rounded-card border-[1.5px] border-line bg-card p-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 gap-1.5">
        <h2 className="font-mono text-base leading-snug [overflow-wrap:anywhere]">
          {facts.key ?? subject}
        </h2>
        <p className="[overflow-wrap:anywhere]">{seenIn(finding)}</p>
        {(captain || charter) && (
          <p className="text-sm [overflow-wrap:anywhere]">
            {captain && (
              <>
                <strong>{captain.name}</strong> ({captain.email})
              </>
            )}
            {captain && charter && ", "}
            {charter && <Link href={`/charters/${charter.id}`}>{charter.name || "A charter"}</Link>}
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
      {isAdmin || !FINDINGS[kind].admin ? (
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

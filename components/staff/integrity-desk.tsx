// Where rows, files and links disagree, as the last check found it, each with a way to put it right. The store is not
// asked to show this.
import { ShieldCheck } from "lucide-react";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { countInWords } from "@/components/words/quantities";
import { FINDING_KINDS, FINDINGS } from "@/lib/domain/integrity/kinds";
import type { FindingsPage, FindingsQuery } from "@/lib/domain/integrity/schema";
import { CheckPanel } from "./check-panel";
import { FindingsList } from "./findings-list";
import { integrityAddress } from "./integrity-address";
import { NothingListed } from "./nothing-listed";
import { Pager } from "./pager";

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
  const { means } = FINDINGS[query.kind];
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
        <FindingsList
          key={query.kind}
          kind={query.kind}
          findings={findings}
          mayFix={isAdmin || !FINDINGS[query.kind].admin}
          nothing={
            <NothingListed
              icon={<ShieldCheck />}
              title={pass ? "Nothing like this was found" : "Nothing was looked at yet"}
              isLater={query.cursor !== undefined}
              firstPage={integrityAddress(query)}
            />
          }
        />
        <Pager {...page} addressOf={(cursor) => integrityAddress(query, cursor)} />
      </div>
    </PageShell>
  );
}

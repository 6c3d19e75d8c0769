// All a captain has: drafts to go on with, and charters that are online.
import { Ship } from "lucide-react";
import { SectionTitle } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageShell } from "@/components/ui/page-shell";
import type { CharterSummary } from "@/lib/domain/charter/schema";
import type { DraftData, DraftView, Unfinished } from "@/lib/domain/draft/schema";
import { CharterCard } from "./charter-card";
import { DraftCard } from "./draft-card";
import { NewCharterButton } from "./new-charter-button";

/** One or two cards take the room of three. */
const gridOf = (cards: readonly unknown[]) =>
  classNames("grid gap-4 sm:grid-cols-2", cards.length > 2 && "lg:grid-cols-3");

export function Dashboard({
  drafts,
  charters,
  operator,
  ownerId,
  now,
}: {
  drafts: readonly DraftView[];
  charters: readonly CharterSummary[];
  operator: Unfinished<DraftData["operator"]>;
  /** The user they are of. */
  ownerId: string;
  now: Date;
}) {
  const isEmpty = drafts.length === 0 && charters.length === 0;
  const begin = <NewCharterButton operator={operator} />;
  return (
    <PageShell title="Your charters" action={isEmpty ? undefined : begin}>
      {isEmpty && (
        <EmptyState icon={<Ship />} title="Put your first charter online" action={begin}>
          A few short questions and at least three photos. Everything is saved while you type, so
          you can stop and go on at any time.
        </EmptyState>
      )}
      <div className="grid gap-10">
        {drafts.length > 0 && (
          <section>
            <SectionTitle>Not submitted yet</SectionTitle>
            <ul className={gridOf(drafts)}>
              {drafts.map((draft) => (
                <li key={draft.id} className="grid">
                  <DraftCard draft={draft} ownerId={ownerId} now={now} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {charters.length > 0 && (
          <section>
            <SectionTitle>Online</SectionTitle>
            <ul className={gridOf(charters)}>
              {charters.map((charter) => (
                <li key={charter.id} className="grid">
                  <CharterCard
                    charter={charter}
                    openDraftId={drafts.find((draft) => draft.editsCharterId === charter.id)?.id}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </PageShell>
  );
}

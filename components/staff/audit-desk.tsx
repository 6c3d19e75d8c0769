// Who did what to what, why, and what it changed; the newest first. Links and a form, no script needed.
import { History, Search } from "lucide-react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageShell } from "@/components/ui/page-shell";
import { SearchForm } from "@/components/ui/search-form";
import { Select } from "@/components/ui/select";
import { AUDIT_ACTIONS, AUDITED, AUDITED_NAMES } from "@/lib/domain/audit/kinds";
import type { AuditPage, AuditQuery } from "@/lib/domain/audit/schema";
import { auditAddress } from "./audit-address";
import { HistoryList } from "./history-list";
import { NothingListed } from "./nothing-listed";
import { Pager } from "./pager";

export function AuditDesk({
  query,
  page,
  isAdmin,
}: {
  query: AuditQuery;
  page: AuditPage;
  isAdmin: boolean;
}) {
  const { actor, entity, item, action } = query;
  const isNarrowed = Boolean(actor || entity || item || action);
  const things = AUDITED_NAMES.filter((name) => isAdmin || !AUDITED[name].adminOnly);
  return (
    <PageShell
      title="Audit"
      lead={
        isAdmin
          ? "What was done by staff and captains, to media, drafts, charters and accounts."
          : "What was done by staff and captains, to media, drafts and charters."
      }
    >
      <div className="grid gap-6">
        <SearchForm
          here={auditAddress(query)}
          label="By (e-mail or id)"
          name="actor"
          value={actor}
          showAll={isNarrowed && "/staff/audit"}
          filters={{ label: "Filters", set: [item, entity, action] }}
        >
          <Field label="To (id)" className="max-md:col-span-2">
            <Input name="item" defaultValue={item} maxLength={200} />
          </Field>
          <Field label="Kind of thing">
            <Select
              name="entity"
              defaultValue={entity ?? ""}
              placeholder="Everything"
              options={things.map((name) => ({ value: name, label: AUDITED[name].label }))}
            />
          </Field>
          <Field label="What was done">
            <Select
              name="action"
              defaultValue={action ?? ""}
              placeholder="Anything"
              options={Object.entries(AUDIT_ACTIONS).map(([value, label]) => ({ value, label }))}
            />
          </Field>
        </SearchForm>
        {page.entries.length > 0 ? (
          <HistoryList entries={page.entries} withItem />
        ) : (
          <NothingListed
            icon={isNarrowed ? <Search /> : <History />}
            title={isNarrowed ? "Nothing matches" : "Nothing was done yet"}
            isLater={query.cursor !== undefined}
            firstPage={auditAddress(query)}
          />
        )}
        <Pager {...page} addressOf={(cursor) => auditAddress(query, cursor)} />
      </div>
    </PageShell>
  );
}

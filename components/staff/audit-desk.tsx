// Who did what to what, why, and what it changed; the newest first. Links and a form, no script needed.
import { History, Search } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageShell } from "@/components/ui/page-shell";
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
        <search>
          <form
            key={auditAddress(query)}
            action="/staff/audit"
            className="grid grid-cols-1 items-end gap-x-4 gap-y-3 min-[420px]:grid-cols-2 lg:grid-cols-[1fr_1fr_10rem_14rem_auto]"
          >
            <Field label="By (e-mail or id)">
              <Input type="search" name="actor" defaultValue={actor} maxLength={200} />
            </Field>
            <Field label="To (id)">
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
            <div className="flex flex-wrap gap-3">
              <Button type="submit" icon={<Search aria-hidden />}>
                Show
              </Button>
              {isNarrowed && (
                <ButtonLink href="/staff/audit" variant="quiet">
                  Show all
                </ButtonLink>
              )}
            </div>
          </form>
        </search>
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

// Everybody who has an account: what they may do, whether they can sign in, and a way to change both. A form and
// links, no script needed to look.
import { Search, Users } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import { FocusKept } from "@/components/ui/focus-kept";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { SearchForm } from "@/components/ui/search-form";
import type { AccountView, Role } from "@/lib/domain/account/schema";
import type { PeoplePage, PeopleQuery } from "@/lib/domain/people/schema";
import { NothingListed } from "./nothing-listed";
import { Pager } from "./pager";
import { peopleAddress } from "./people-address";
import { PersonActions } from "./person-actions";
import { moment, ROLE_WORDS } from "./staff-words";

const ROLE_TONES: Record<Role, Tone> = { CAPTAIN: "plain", STAFF: "sea", ADMIN: "good" };
const TABS = [
  [undefined, "Everybody"],
  ["CAPTAIN", "Captains"],
  ["STAFF", "Staff"],
  ["ADMIN", "Administrators"],
  ["suspended", "Suspended"],
] as const;

export function PeopleDesk({
  query,
  page,
  own,
}: {
  query: PeopleQuery;
  page: PeoplePage;
  /** The id of who is looking. */
  own: string;
}) {
  const { q, group } = query;
  return (
    <PageShell
      title="People"
      lead="Staff review. Administrators also delete for good and decide who is what. What changes here holds from the person's next click."
    >
      <NavTabs
        label="People by what they are"
        tabs={TABS.map(([one, label]) => ({
          href: peopleAddress({ q, group: one }),
          label,
          current: one === group,
        }))}
      />
      <div className="grid gap-6 pt-6">
        <SearchForm
          here={peopleAddress(query)}
          label="Name or e-mail"
          value={q}
          {...(group && { kept: { group } })}
          showAll={q && peopleAddress({ group })}
        />
        <FocusKept>
          {page.people.length > 0 ? (
            <ul aria-label="People" className="grid gap-3">
              {page.people.map((person) => (
                <Person key={person.id} person={person} isOwn={person.id === own} />
              ))}
            </ul>
          ) : (
            <NothingListed
              icon={q ? <Search /> : <Users />}
              title={q ? "Nobody matches" : "Nobody is like this"}
              isLater={query.cursor !== undefined}
              firstPage={peopleAddress(query)}
            />
          )}
        </FocusKept>
        <Pager {...page} addressOf={(cursor) => peopleAddress(query, cursor)} />
      </div>
    </PageShell>
  );
}

function Person({ person, isOwn }: { person: AccountView; isOwn: boolean }) {
  const { name, email, role, suspendedAt, createdAt } = person;
  return (
    <li className="grid items-center gap-x-6 gap-y-3 rounded-card border-[1.5px] border-line bg-card p-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 gap-1.5">
        <h2 className="text-lg leading-snug [overflow-wrap:anywhere]">{name}</h2>
        <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">
          {email}, since <time dateTime={createdAt}>{moment(createdAt).slice(0, 10)}</time>
        </p>
        <p className="flex flex-wrap gap-2">
          <Badge tone={ROLE_TONES[role]}>{ROLE_WORDS[role]}</Badge>
          {suspendedAt && (
            <Badge tone="bad">
              Suspended since <time dateTime={suspendedAt}>{moment(suspendedAt).slice(0, 10)}</time>
            </Badge>
          )}
        </p>
      </div>
      {isOwn ? (
        <p className="text-ink-soft text-sm">This is you. Another administrator can change it.</p>
      ) : (
        <PersonActions person={person} />
      )}
    </li>
  );
}

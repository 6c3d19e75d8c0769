// What captains reported: the open ones first, each with its page, the request that failed, and a way to
// close it with words.
import { CircleCheck } from "lucide-react";
import { FocusKept } from "@/components/ui/focus-kept";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { countInWords } from "@/components/words/quantities";
import {
  PROBLEM_STATES,
  type ProblemsPage,
  type ProblemsQuery,
  type ProblemView,
} from "@/lib/domain/problem/schema";
import { CloseProblem } from "./close-problem";
import { NothingListed } from "./nothing-listed";
import { Pager } from "./pager";
import { problemsAddress } from "./problems-address";
import { moment } from "./staff-words";

const STATE_WORDS = { open: "Open", closed: "Closed" };

export function ProblemsDesk({ query, page }: { query: ProblemsQuery; page: ProblemsPage }) {
  return (
    <PageShell
      title="Reports"
      lead="What captains told us went wrong. The number finds the failed request in the log."
    >
      <NavTabs
        label="Open and closed reports"
        tabs={PROBLEM_STATES.map((state) => ({
          href: problemsAddress({ state }),
          label: STATE_WORDS[state],
          ...(state === "open" && { count: countInWords(page.counts.open) }),
          current: state === query.state,
        }))}
      />
      <div className="grid gap-6 pt-6">
        <FocusKept>
          {page.problems.length > 0 ? (
            <ul aria-label={`${STATE_WORDS[query.state]} reports`} className="grid gap-3">
              {page.problems.map((problem) => (
                <Report key={problem.id} problem={problem} />
              ))}
            </ul>
          ) : (
            <NothingListed
              icon={<CircleCheck />}
              title={query.state === "open" ? "Nothing is reported" : "Nothing was closed yet"}
              isLater={query.cursor !== undefined}
              firstPage={problemsAddress(query)}
            />
          )}
        </FocusKept>
        <Pager {...page} addressOf={(cursor) => problemsAddress(query, cursor)} />
      </div>
    </PageShell>
  );
}

function Report({ problem }: { problem: ProblemView }) {
  const { words, page, requestId, reporter, createdAt, closed } = problem;
  return (
    <li className="grid gap-3 rounded-card border-[1.5px] border-line bg-card p-4">
      <p className="whitespace-pre-wrap text-lg leading-snug [overflow-wrap:anywhere]">{words}</p>
      <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">
        <strong className="text-ink">{reporter.name}</strong> ({reporter.email}) on{" "}
        <code className="font-mono">{page}</code>,{" "}
        <time dateTime={createdAt}>{moment(createdAt)}</time>
        {requestId && (
          <>
            , number <code className="font-mono text-ink">{requestId}</code>
          </>
        )}
      </p>
      {closed ? (
        <p className="border-good border-l-4 pl-3 text-sm [overflow-wrap:anywhere]">
          <span className="block whitespace-pre-wrap">{closed.words}</span>
          <span className="text-ink-soft">
            Closed by {closed.by ?? "an account that is gone"},{" "}
            <time dateTime={closed.at}>{moment(closed.at)}</time>
          </span>
        </p>
      ) : (
        <CloseProblem problem={problem} />
      )}
    </li>
  );
}

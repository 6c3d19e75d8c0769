// How the product is doing: the success metrics with their aims, the ways that photos and drafts take, and
// what was refused most. Links only, no script needed.
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, SectionTitle } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { METRIC_SPANS, METRICS, type MetricSpan, type MetricSpec } from "@/lib/domain/health/kinds";
import type { Funnel, MetricHistory, MetricsView } from "@/lib/domain/health/schema";
import { MetricChart } from "./metric-chart";
import { aims, FUNNEL_WORDS, figure, METRIC_STATUS, METRIC_WORDS } from "./metric-words";
import { metricsAddress } from "./metrics-address";
import { moment } from "./staff-words";

export function MetricsDesk({ view }: { view: MetricsView }) {
  const { label } = METRIC_SPANS[view.span];
  return (
    <PageShell
      width="wide"
      title="Metrics"
      lead="Whether the product keeps its promises. The verdicts are those that the alarms use."
    >
      <NavTabs
        label="Time shown"
        tabs={(Object.keys(METRIC_SPANS) as MetricSpan[]).map((span) => ({
          href: metricsAddress({ span }),
          label: METRIC_SPANS[span].label,
          current: span === view.span,
        }))}
      />
      <ul className="grid gap-4 pt-6 lg:grid-cols-2">
        {view.metrics.map((metric) => (
          <li key={metric.name} className="grid">
            <MetricCard metric={metric} />
          </li>
        ))}
      </ul>
      <div className="grid items-start gap-4 pt-4 lg:grid-cols-2">
        <FunnelCard
          title="The way of a photo"
          lead={`In the last ${label}. A photo that was there already is answered, and not stored twice.`}
          funnel={view.uploads}
        />
        <FunnelCard
          title="The way of a draft"
          lead={`Of the drafts begun in the last ${label}. Submit was pressed ${view.finalize.answered} times in all, and went through ${view.finalize.done} times.`}
          funnel={view.drafts}
        />
        <ListCard
          title="What was refused most"
          head={["What", "Answered with", "Times"]}
          empty="Nothing was refused."
          rows={view.refusals.map(({ operation, code, times }) => ({
            key: `${operation} ${code}`,
            cells: [
              operation,
              <code key="code" className="font-mono [overflow-wrap:anywhere]">
                {code}
              </code>,
              times.toLocaleString("en"),
            ],
          }))}
        />
        <ListCard
          title="The media desk's slowest loads"
          head={["When", "Request", "Time"]}
          empty="Nobody opened the media desk."
          rows={view.slowLoads.map(({ ms, at, requestId }) => ({
            key: `${at} ${requestId}`,
            cells: [
              <time key="at" dateTime={at}>
                {moment(at)}
              </time>,
              <code key="id" className="font-mono [overflow-wrap:anywhere]">
                {requestId ?? "–"}
              </code>,
              `${ms.toLocaleString("en")} ms`,
            ],
          }))}
        />
      </div>
    </PageShell>
  );
}

function MetricCard({ metric }: { metric: MetricHistory }) {
  const { name, value, status } = metric;
  const { good, definition }: MetricSpec = METRICS[name];
  const { word, tone } = METRIC_STATUS[status];
  return (
    <Card aria-labelledby={name} className="grid content-start gap-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 id={name} className="text-lg">
          {METRIC_WORDS[name].label}
        </h2>
        <Badge tone={tone}>{word}</Badge>
      </div>
      <p className="font-bold font-hull text-2xl tabular-nums">{figure(name, value)}</p>
      <p className="text-ink-soft text-sm">{aims(metric, good)}</p>
      <MetricChart metric={metric} />
      <Fold label="What exactly is counted">
        <p className="text-ink-soft text-sm">{definition}</p>
      </Fold>
    </Card>
  );
}

function FunnelCard({ title, lead, funnel }: { title: string; lead: string; funnel: Funnel }) {
  const most = Math.max(1, ...funnel.map(({ count }) => count));
  return (
    <Card>
      <SectionTitle lead={lead}>{title}</SectionTitle>
      <ol className="grid gap-3">
        {funnel.map(({ step, count }) => (
          <li key={step} className="grid gap-1">
            <span className="flex justify-between gap-4">
              {FUNNEL_WORDS[step]}
              <strong className="tabular-nums">{count.toLocaleString("en")}</strong>
            </span>
            <svg
              viewBox="0 0 100 1"
              preserveAspectRatio="none"
              aria-hidden="true"
              className="h-2 w-full rounded-plate bg-well"
            >
              <rect width={(count / most) * 100} height="1" className="fill-sea" />
            </svg>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function ListCard({
  title,
  head,
  rows,
  empty,
}: {
  title: string;
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  empty: string;
}) {
  return (
    <Card>
      <SectionTitle>{title}</SectionTitle>
      {rows.length === 0 ? (
        <p className="text-ink-soft">{empty}</p>
      ) : (
        <table className="w-full text-left text-sm tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              {head.map((word) => (
                <th key={word} scope="col" className="pr-3 pb-1 last:pr-0 last:text-right">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key} className="border-line border-t align-top">
                {cells.map((cell, at) => (
                  <td key={head[at]} className="py-1.5 pr-3 last:pr-0 last:text-right">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

// A metric over time as a line, drawn on the server. Who can't see it opens the table below it.
import { Fold } from "@/components/ui/fold";
import type { MetricHistory } from "@/lib/domain/health/schema";
import { figure, METRIC_WORDS } from "./metric-words";
import { moment } from "./staff-words";

const WIDTH = 600;
const HEIGHT = 120;
const EDGE = 6;

export function MetricChart({ metric }: { metric: MetricHistory }) {
  const { name, points, target, critical } = metric;
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (points.length === 0)
    return (
      <p className="text-ink-soft text-sm">It is said of this moment; no past of it is kept.</p>
    );
  if (values.length === 0)
    return <p className="text-ink-soft text-sm">Nothing happened in this time.</p>;
  const low = Math.min(target, critical, ...values);
  const high = Math.max(target, critical, ...values);
  const y = (value: number) =>
    HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE);
  const x = (at: number) => EDGE + (at / Math.max(1, points.length - 1)) * (WIDTH - 2 * EDGE);
  return (
    <div className="grid gap-2">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="h-28 w-full overflow-visible rounded-plate bg-well"
      >
        <line
          x1={0}
          x2={WIDTH}
          y1={y(target)}
          y2={y(target)}
          className="stroke-edge"
          strokeDasharray="6 6"
          vectorEffect="non-scaling-stroke"
        />
        {runsOf(points).map((run) => (
          <polyline
            key={run[0]?.at}
            points={run
              // A lone point has no length to draw.
              .flatMap(({ at, value }) =>
                run.length === 1
                  ? [`${x(at) - 2},${y(value)}`, `${x(at) + 2},${y(value)}`]
                  : [`${x(at)},${y(value)}`],
              )
              .join(" ")}
            fill="none"
            className="stroke-sea"
            strokeWidth={run.length === 1 ? 9 : 2.5}
            strokeLinecap="round"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <Fold label="The figures as a table">
        <div className="max-h-80 overflow-y-auto">
          <table className="w-full text-left text-sm tabular-nums">
            <caption className="sr-only">{METRIC_WORDS[name].label}</caption>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Figure</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ from, value }) => (
                <tr key={from} className="border-line border-t">
                  <th scope="row" className="py-1 font-normal">
                    <time dateTime={from}>{moment(from)}</time>
                  </th>
                  <td>{figure(name, value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </div>
  );
}

/** The line's parts: it breaks where nothing happened. */
function runsOf(points: MetricHistory["points"]): { at: number; value: number }[][] {
  const runs: { at: number; value: number }[][] = [[]];
  for (const [at, { value }] of points.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ at, value });
  }
  return runs.filter((run) => run.length > 0);
}

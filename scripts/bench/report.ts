// The table that is printed: what was measured, what this machine can do at most, and their ratio.

interface Row {
  goal: string;
  work: string;
  measured: string;
  /** What is measured against, in the same run. */
  limit: string;
  ratio: number | null;
  wanted: string;
}

const rows: Row[] = [];
const whole = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

export const ms = (value: number) => `${whole(value)} ms`;
export const perSecond = (value: number) => `${whole(value)}/s`;
export const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;

/** Adds a row and shows it at once, because the whole takes minutes. */
export function report(
  goal: string,
  work: string,
  { measured, limit, ratio, wanted }: Omit<Row, "goal" | "work">,
): void {
  rows.push({ goal, work, measured, limit, ratio, wanted });
  console.log(
    `  ${goal}  ${work}: ${measured} (limit ${limit})${ratio === null ? "" : `, ${ratio.toFixed(2)}`}`,
  );
}

/** Prints all rows as a table. */
export function printReport(machine: string): void {
  const lines = [
    ["", "work", "measured", "limit here", "ratio", "goal"],
    ...rows.map(({ goal, work, measured, limit, ratio, wanted }) => [
      goal,
      work,
      measured,
      limit,
      ratio === null ? "" : ratio.toFixed(2),
      wanted,
    ]),
  ];
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  console.log(`\n${machine}\n`);
  for (const line of lines)
    console.log(
      line
        .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

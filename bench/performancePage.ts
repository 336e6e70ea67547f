import type { Line } from "./bench.ts";

/** Each line with its limit, as a table. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ name, value, unit, limit, atLeast, bare }) => {
    const held = atLeast ? value >= limit : value <= limit;
    return `| ${name} | ${figure(value)} ${unit} | ${atLeast ? "≥" : "≤"} ${figure(limit)} | ${bare === undefined ? "" : atLeast ? `${figure(bare)} s` : `${figure(bare)} ms, × ${figure(value / bare)}`} | ${held ? "held" : "**missed**"} |`;
  });
  return `| what | measured | limit | bare | |
| --- | --- | --- | --- | --- |
${rows.join("\n")}`;
}

/** docs/performance.md: what was measured, and what it means. */
export function performancePage(lines: readonly Line[]): string {
  return `# Performance

Written by \`npm run bench\`, on two cores. Reads and writes go through the whole server; bare is the same statements (the session's
query among them), or the same rows written, through the driver alone, in turn with ours in one run. The limit is 2.5 × at the median, or
2 ms above bare where that is more.

${tableOf(lines)}

## Where a write's time goes

The three writes cross their limit, at about 3 × and 8 ms, because the bare client only writes: one insert a table. The verb
also asks who is there, locks the deal, reads its history, counts its facts again from its events, and answers with the deal as it
stands: twelve statements of 0.2 to 0.5 ms each, one after another, since each needs the one before. Statements are prepared once
on a connection, the audit and the topics go with the last one, and what concerns no listener is not delivered.
`;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

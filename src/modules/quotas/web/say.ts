import { type PeriodKind, periodById } from "#lib/period.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";

/** A goal's figure as its metric says it: a count, or money of the workspace. */
export function useSay({ unit, currency }: { unit: "count" | "money"; currency: string | null }) {
  const { formatMoney, formatNumber } = useWords();
  const isMoney = unit === "money" && currency !== null;
  return {
    say: (value: number) => (isMoney ? formatMoney(wholeMajor(value), currency) : formatNumber(Math.round(value))),
    /** For axes and tight places. */
    short: (value: number) =>
      isMoney ? formatMoney(Math.round(value), currency, { short: true }) : formatNumber(Math.round(value)),
  };
}

/** Expectations are said in whole units: nobody wins half a cent. */
function wholeMajor(minor: number): number {
  return Math.abs(minor) >= 10_000 ? Math.round(minor / 100) * 100 : Math.round(minor);
}

/** "Q1 2018", "January 2018": a period by its name. */
export function usePeriodName(): (id: string) => string {
  const { t, formatMonth } = useWords();
  const { fiscalStart } = useSession().workspace;
  return (id) => {
    const period = periodById(id, fiscalStart);
    if (!period) return id;
    if (period.kind === "month") return formatMonth(period.from);
    const named: Record<
      Exclude<PeriodKind, "month">,
      "quotas.period.quarter" | "quotas.period.half" | "quotas.period.year"
    > = { quarter: "quotas.period.quarter", half: "quotas.period.half", year: "quotas.period.year" };
    return t(named[period.kind], { index: period.index + 1, year: String(period.fiscalYear) });
  };
}

/** A chance of 100, never 0 and never 100: nothing is certain. */
export function inHundred(chance: number): number {
  return Math.min(99, Math.max(1, Math.round(chance * 100)));
}

/** The name of a metric, by the metrics' own words. */
export function useMetricName(): (metric: string) => string {
  const { find } = useWords();
  return (metric) => find(`metrics.name.${metric}`) ?? metric;
}

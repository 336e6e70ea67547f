import { usePeriodName } from "#modules/quotas/web/public.tsx";
import { useWords } from "#ui/words.tsx";
import type { ForecastShape } from "../api.ts";
import type { Measure } from "../stand.ts";

/** The answer to "will we reach it", in one sentence: what is won, what is to be expected, against the goal. */
export function useFinding(forecast: ForecastShape, measure: Measure): string {
  const { t, formatMoney } = useWords();
  const periodName = usePeriodName();
  const { won, open, goal, currency, period } = forecast;
  const say = (minor: number) => formatMoney(minor, currency, { whole: true });
  const end = won.value + open[measure];
  const facts = { period: periodName(period.id), end: say(end), goal: say(goal.quota ?? 0) };
  if (goal.quota === null) return t("forecast.finding.no_goal", facts);
  if (won.value >= goal.quota) return t("forecast.finding.reached", { ...facts, end: say(won.value) });
  if (end >= goal.quota) return t("forecast.finding.reaches", facts);
  return t("forecast.finding.short", { ...facts, short: say(goal.quota - end) });
}

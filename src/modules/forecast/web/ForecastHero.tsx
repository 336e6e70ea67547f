import { GoalBar, PaceChip } from "#modules/quotas/web/public.tsx";
import { Link } from "#ui/Link.tsx";
import { useWords } from "#ui/words.tsx";
import type { ForecastShape } from "../api.ts";
import { forecastDeals, type Part } from "../dealsOf.ts";
import type { Measure } from "../stand.ts";

/** The goal with its pace, and beside it the figures that decide; each opens its deals. */
export function ForecastHero({ forecast, measure }: { forecast: ForecastShape; measure: Measure }) {
  const { t, formatMoney, formatPercent } = useWords();
  const { goal, won, open, slipped, slots, currency, period, today } = forecast;
  const say = (minor: number) => formatMoney(minor, currency, { whole: true });
  const overdue = slots.find(({ id }) => id === "overdue");
  const to = (part: Part) => forecastDeals(part, forecast);
  const late = { kind: "slot", id: "overdue", from: null, to: null } as const;
  const gap = goal.quota === null ? null : goal.quota - won.value - open[measure];
  return (
    <section className="card fore-hero" aria-label={t("forecast.hero")}>
      <div className="fore-goal">
        <p className="row">
          <span className="big num">{say(won.value)}</span>
          <span className="ink2">
            {goal.quota === null
              ? t("forecast.tile.no_goal")
              : t("forecast.tile.of_goal", {
                  goal: say(goal.quota),
                  share: formatPercent(won.value / goal.quota, 0),
                })}
          </span>
          <PaceChip pace={goal.pace} attainment={goal.attainment} />
        </p>
        <GoalBar goal={goal} unit="money" currency={currency} />
        {today <= period.to && (
          <p className="xs ink2 num">
            {t("forecast.tile.with_new", {
              expected: say(goal.forecast.expected),
              low: say(goal.forecast.p10),
              high: say(goal.forecast.p90),
            })}
          </p>
        )}
        {goal.expectedToDate !== null && (
          <p className="xs ink2 num">{t("forecast.tile.even", { value: say(Math.round(goal.expectedToDate)) })}</p>
        )}
      </div>
      <ul className="fore-tiles num">
        <Figure label={t("forecast.tile.won")} to={to({ kind: "won" })} count={won.count} value={say(won.value)} />
        <Figure
          label={t(`forecast.tile.open_${measure}`)}
          to={to({ kind: "open" })}
          count={open.count}
          value={say(open[measure])}
        />
        <Figure
          label={t("forecast.tile.slipped")}
          to={to({ kind: "slipped" })}
          count={slipped.count}
          value={say(slipped[measure])}
        />
        <Figure
          label={t("forecast.tile.overdue")}
          to={to(late)}
          count={overdue?.sum.count ?? 0}
          value={say(overdue?.sum[measure] ?? 0)}
        />
        {gap !== null && (
          <li>
            <span className="s ink2">{t(gap > 0 ? "forecast.tile.gap" : "forecast.tile.above")}</span>
            <span className="fore-figure">{say(Math.abs(gap))}</span>
            <span className="xs ink2">
              {t("forecast.tile.gap_how", { share: formatPercent((won.value + open[measure]) / (goal.quota || 1), 0) })}
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}

function Figure({ label, to, count, value }: { label: string; to: string; count: number; value: string }) {
  const { t } = useWords();
  return (
    <li>
      <Link to={to}>
        <span className="s ink2">{label}</span>
        <span className="fore-figure">{value}</span>
        <span className="xs link">{t("forecast.tile.deals", { count })}</span>
      </Link>
    </li>
  );
}

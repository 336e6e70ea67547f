import "./forecast.css";
import { useNavigate, useSearchParams } from "react-router";
import { periodOf, shiftPeriod } from "#lib/period.ts";
import { addDays, isCivilDate } from "#lib/time.ts";
import { usePeriodName } from "#modules/quotas/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import { type ForecastShape, forecastRoute } from "../api.ts";
import { forecastDeals, type Part } from "../dealsOf.ts";
import { type Measure, measures } from "../stand.ts";
import { ForecastHero } from "./ForecastHero.tsx";
import { Moves, useSigned } from "./Moves.tsx";
import { SumTable } from "./SumTable.tsx";
import { useFinding } from "./useFinding.ts";
import { useWhose, useWhoseChoices, whoseValue } from "./useWhose.ts";

export const forecastTopics = ["deals", "figures", "quotas", "forecast"] as const;

/** Will we reach it: won, what is open by month and rank, against the goal, and what moved since a day. Every number opens its deals. */
export default function ForecastScreen() {
  const whose = useWhose();
  const { today } = useNow();
  const [address, setAddress] = useSearchParams();
  const said = address.get("since") ?? "";
  const since = isCivilDate(said) && said <= today ? said : addDays(today, -7);
  const measure = measures.find((one) => one === address.get("measure"));
  const period = address.get("period") ?? undefined;
  const { data, error, again } = useRead(
    forecastRoute,
    { query: { ...whose, period, since, measure } },
    { topics: forecastTopics, when: whose !== undefined, keep: true },
  );
  const choose = (name: string, value: string | null) => {
    const next = new URLSearchParams(address);
    if (value) next.set(name, value);
    else next.delete(name);
    setAddress(next, { replace: true });
  };
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {data ? (
        <Shown forecast={data} measure={data.measure} since={since} choose={choose} />
      ) : (
        !error && <Skeleton lines={10} height={44} />
      )}
    </main>
  );
}

type ShownProps = {
  forecast: ForecastShape;
  measure: Measure;
  since: string;
  choose: (name: string, value: string | null) => void;
};

function Shown(props: ShownProps) {
  const { forecast, measure } = props;
  const { t } = useWords();
  return (
    <>
      <Head {...props} />
      <ForecastHero forecast={forecast} measure={measure} />
      <p className="xs ink2 fore-how">{t(`forecast.how.${measure}`, { count: forecast.open.withoutChance })}</p>
      <div className="fore-grid">
        <div className="stack">
          <ByMonth forecast={forecast} measure={measure} />
          <ByRank forecast={forecast} measure={measure} />
        </div>
        <MovesCard {...props} />
      </div>
    </>
  );
}

function Head({ forecast, measure, choose }: ShownProps) {
  const { t } = useWords();
  const { search } = location;
  const navigate = useNavigate();
  const finding = useFinding(forecast, measure);
  const choices = useWhoseChoices();
  const whose = whoseValue(forecast.owner);
  useTitle(finding);
  const shown = choices.some(({ value }) => value === whose)
    ? choices
    : [{ value: whose, label: forecast.owner.name }, ...choices];
  return (
    <div className="fore-head">
      <div className="grow">
        <p className="xs ink2">{t("forecast.of", { name: forecast.owner.name })}</p>
        <h1>{finding}</h1>
      </div>
      <div className="row fore-asks">
        <Select
          label={t("forecast.whose.label")}
          bareLabel
          choices={shown}
          value={whose}
          onChange={(value) => void navigate(`/forecast/${value}${search}`)}
        />
        <PeriodSelect id={forecast.period.id} onChange={(id) => choose("period", id)} />
        <fieldset className="seg">
          <legend className="sr">{t("forecast.measure.label")}</legend>
          {measures.map((one) => (
            <button
              key={one}
              type="button"
              className="btn"
              aria-pressed={one === measure}
              onClick={() => choose("measure", one)}
            >
              {t(`forecast.measure.${one}`)}
            </button>
          ))}
        </fieldset>
        <ButtonLink to={`/monday/${whose}`} icon="users">
          {t(forecast.owner.kind === "person" ? "forecast.to_one" : "forecast.to_monday")}
        </ButtonLink>
      </div>
    </div>
  );
}

function PeriodSelect({ id, onChange }: { id: string; onChange: (id: string) => void }) {
  const { t } = useWords();
  const { today } = useNow();
  const { fiscalStart } = useSession().workspace;
  const periodName = usePeriodName();
  const around = (kind: "month" | "quarter" | "half", counts: readonly number[]) =>
    counts.map((count) => shiftPeriod(periodOf(kind, today, fiscalStart), count, fiscalStart).id);
  const ids = [
    ...around("month", [0, 1]),
    ...around("quarter", [-1, 0, 1]),
    ...around("half", [0]),
    periodOf("year", today, fiscalStart).id,
  ];
  const all = ids.includes(id) ? ids : [id, ...ids];
  return (
    <Select
      label={t("forecast.period")}
      bareLabel
      choices={all.map((one) => ({ value: one, label: periodName(one) }))}
      value={id}
      onChange={onChange}
    />
  );
}

type Summing = Pick<ShownProps, "forecast" | "measure">;

function ByMonth({ forecast, measure }: Summing) {
  const { t, formatMonth } = useWords();
  const { slots, open, currency, period } = forecast;
  const to = (part: Part) => forecastDeals(part, forecast);
  const isIn = (id: string) => id === "overdue" || /^\d/.test(id);
  const name = (id: string) =>
    /^\d/.test(id) ? formatMonth(`${id}-01`) : t(`forecast.slot.${id as "overdue" | "sooner" | "later" | "undated"}`);
  const seen = slots.filter(({ id, sum }) => (/^\d/.test(id) ? true : sum.count > 0));
  const row = ({ id, from, to: until, sum }: ForecastShape["slots"][number]) => ({
    ...{ id, sum, label: name(id), quiet: !isIn(id) },
    to: to({ kind: "slot", id, from, to: until }),
  });
  const overdue = slots.find(({ id }) => id === "overdue")?.sum.count ?? 0;
  const isOver = forecast.today > period.to;
  return (
    <Card title={isOver ? t("forecast.months.over") : t("forecast.months.title", { count: open.count, overdue })}>
      <SumTable
        label={t("forecast.months.label")}
        head={t("forecast.months.head")}
        currency={currency}
        measure={measure}
        rows={[
          ...seen.filter(({ id }) => isIn(id)).map(row),
          { id: "total", label: t("forecast.months.total"), sum: open, to: to({ kind: "open" }), total: true },
          ...seen.filter(({ id }) => !isIn(id)).map(row),
        ]}
      />
    </Card>
  );
}

function ByRank({ forecast, measure }: Summing) {
  const { t } = useWords();
  const { ranks, rankNames, currency } = forecast;
  const order = new Map(rankNames.map(({ id }, at) => [id, at]));
  const at = (id: string | null) => (id ? (order.get(id) ?? 99) : 100);
  const first = ranks.find(({ rankId }) => rankId === rankNames[0]?.id);
  const rows = ranks
    .toSorted((a, b) => at(a.rankId) - at(b.rankId))
    .map(({ rankId, sum }) => ({
      id: rankId ?? "none",
      label: rankNames.find(({ id }) => id === rankId)?.name ?? t("forecast.no_rank"),
      sum,
      to: forecastDeals({ kind: "rank", rankId }, forecast),
    }));
  if (rows.length === 0) return null;
  return (
    <Card
      title={t("forecast.ranks.title", { rank: rankNames[0]?.name ?? "", count: first?.sum.count ?? 0 })}
      more={<span className="xs ink2">{t("forecast.ranks.how")}</span>}
    >
      <SumTable
        label={t("forecast.ranks.label")}
        head={t("forecast.ranks.head")}
        currency={currency}
        measure={measure}
        rows={rows}
      />
    </Card>
  );
}

function MovesCard({ forecast, since, choose }: ShownProps) {
  const { t, formatDate } = useWords();
  const signed = useSigned(forecast.currency);
  const { moves } = forecast;
  const title = !moves
    ? t("forecast.moves.none_yet")
    : t(moves.is === moves.was ? "forecast.moves.still" : "forecast.moves.title", {
        by: signed(moves.is - moves.was),
        day: formatDate(moves.night.day, "short"),
      });
  return (
    <Card title={title}>
      <div className="moves-ask">
        <DateInput label={t("forecast.moves.since")} value={since} onChange={(day) => choose("since", day)} />
        {moves && moves.night.day !== since && (
          <p className="xs ink2">{t("forecast.moves.nearest", { day: formatDate(moves.night.day) })}</p>
        )}
        {moves?.night.late && <p className="xs ink2">{t("forecast.moves.late")}</p>}
        {!moves && <p className="s ink2">{t("forecast.moves.none_yet_hint")}</p>}
      </div>
      {moves && <Moves forecast={forecast} moves={moves} />}
      {moves && moves.kinds.length === 0 && <p className="moves-ask s ink2">{t("forecast.moves.nothing")}</p>}
    </Card>
  );
}

import "./pipeline.css";
import { useSearchParams } from "react-router";
import type { Answered } from "#lib/route.ts";
import { isCivilDate } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useWords, type WordKey } from "#ui/words.tsx";
import { type DealFilter, pipelineFiguresRoute } from "../api.ts";
import { dealListAddress } from "../dealListAddress.ts";
import { DealsHead } from "./DealsHead.tsx";
import { useDealAddress } from "./useDealAddress.ts";

type Figures = Answered<typeof pipelineFiguresRoute>;

/** The rates of a span, each with its definition in view; every number opens its deals. */
export default function FiguresPage() {
  const { t } = useWords();
  const { today } = useNow();
  const address = useDealAddress();
  const [params, setParams] = useSearchParams();
  const day = (name: string, fallback: string) => {
    const said = params.get(name) ?? "";
    return isCivilDate(said) ? said : fallback;
  };
  const span = { from: day("from", `${today.slice(0, 4)}-01-01`), to: day("to", today) };
  const { owner, team, pipeline, product, organization } = address.asked;
  const query = { ...span, owner, team, pipeline, product, organization };
  const { data, error, again } = useRead(
    pipelineFiguresRoute,
    { query },
    { topics: ["deals", "pipelines"], when: address.ready, keep: true },
  );
  const setDay = (name: string) => (on: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (on) next.set(name, on);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  /** The deals that a number stands for, by the same filter. */
  const deals = (more: DealFilter) =>
    dealListAddress({ owner, team, pipeline, product, organization, ...more }, { today });
  return (
    <main className="main flush" id="main" tabIndex={-1}>
      <h1 className="sr">{t("pipeline.figures.title")}</h1>
      <DealsHead address={address} shape="figures" totals={null} />
      <div className="rate-page">
        <div className="span">
          <DateInput label={t("pipeline.figures.from")} value={span.from} onChange={setDay("from")} />
          <DateInput label={t("pipeline.figures.to")} value={span.to} onChange={setDay("to")} />
        </div>
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={4} height={88} />}
        {data && <Tiles figures={data} span={span} deals={deals} />}
        {data && data.stages.length > 0 && <Conversion figures={data} span={span} deals={deals} />}
      </div>
    </main>
  );
}

type Shown = { figures: Figures; span: { from: string; to: string }; deals: (more: DealFilter) => string };

function Tiles({ figures, span, deals }: Shown) {
  const { t, formatMoney, formatNumber, formatPercent } = useWords();
  const { closed, cohort, open, currency } = figures;
  const inSpan = { closedFrom: span.from, closedTo: span.to };
  const opened = { openedFrom: span.from, openedTo: span.to };
  const percent = (value: number | null) => (value === null ? "–" : formatPercent(value, 1));
  const days = (value: number | null) =>
    value === null ? "–" : t("pipeline.figures.days", { days: formatNumber(value, 1) });
  const won = deals({ ...inSpan, status: "won" });
  const all = deals(inSpan);
  const pace = figures.velocityMinor;
  const tiles: { name: Name; value: string; to: string; range?: Range }[] = [
    { name: "win_rate", value: percent(figures.winRate), to: all, range: figures.winRateRange },
    { name: "win_rate_value", value: percent(figures.winRateByValue.list), to: all },
    {
      name: "velocity",
      value: pace === null ? "–" : t("pipeline.figures.a_day", { value: formatMoney(Math.round(pace), currency) }),
      to: deals({ status: "open" }),
    },
    { name: "cycle", value: days(closed.cycleMean), to: won },
    { name: "cycle_median", value: days(closed.cycleMedian), to: won },
    { name: "cohort_all", value: percent(cohort.ofAll), to: deals({ ...opened }), range: cohort.ofAllRange },
    { name: "cohort_closed", value: percent(cohort.ofClosed), to: deals({ ...opened }), range: cohort.ofClosedRange },
    { name: "open_list", value: formatMoney(open.listMinor, currency, { whole: true }), to: deals({ status: "open" }) },
  ];
  const counts = { won: closed.won, lost: closed.lost, open: open.count, opened: cohort.all };
  return (
    <ul className="tiles">
      {tiles.map(({ name, value, to, range }) => (
        <li key={name}>
          <Link to={to}>
            <span className="s ink2">{t(`pipeline.figures.${name}`)}</span>
            <span className="rate-value num">{value}</span>
          </Link>
          <ByChance range={range ?? null} />
          <p className="xs ink2">{t(`pipeline.figures.${name}_how`, counts)}</p>
        </li>
      ))}
    </ul>
  );
}

type Range = Figures["winRateRange"];

/** How far a share may be off by chance alone. */
function ByChance({ range }: { range: Range }) {
  const { t, formatPercent } = useWords();
  if (!range) return null;
  return (
    <span className="xs ink2 by-chance">
      {t("pipeline.figures.range", { low: formatPercent(range.low, 1), high: formatPercent(range.high, 1) })}
    </span>
  );
}

type Name =
  | "win_rate"
  | "win_rate_value"
  | "velocity"
  | "cycle"
  | "cycle_median"
  | "cohort_all"
  | "cohort_closed"
  | "open_list";
const heads: readonly WordKey[] = [
  "pipeline.field.stage",
  "pipeline.figures.reached",
  "pipeline.figures.onward",
  "pipeline.figures.won_from",
];

function Conversion({ figures, span, deals }: Shown) {
  const { t, formatNumber, formatPercent } = useWords();
  const opened = { openedFrom: span.from, openedTo: span.to };
  const percent = (value: number | null) => (value === null ? "–" : formatPercent(value, 1));
  return (
    <Card title={t("pipeline.figures.conversion")}>
      <p className="rate-how s ink2">{t("pipeline.figures.conversion_how")}</p>
      <table className="conv num">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.stages.map(({ stageId, name, counts, conversion }, at) => {
            const next = figures.stages[at + 1]?.stageId;
            const onward: DealFilter = next ? { reachedToo: next } : { status: "won" };
            return (
              <tr key={stageId}>
                <th scope="row">{name}</th>
                <td>
                  <Link to={deals({ ...opened, reached: stageId })}>{formatNumber(counts.reached)}</Link>
                </td>
                <td>
                  <Link to={deals({ ...opened, reached: stageId, ...onward })}>
                    {formatNumber(counts.onward)} <span className="ink2">{percent(conversion.next)}</span>
                  </Link>
                  <ByChance range={conversion.nextRange} />
                </td>
                <td>
                  <Link to={deals({ ...opened, reached: stageId, status: "won" })}>
                    {formatNumber(counts.won)} <span className="ink2">{percent(conversion.won)}</span>
                  </Link>
                  <ByChance range={conversion.wonRange} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}

import { scaleLinear } from "d3-scale";
import { useId } from "react";
import { daysBetween } from "#lib/time.ts";
import { dealListAddress } from "#modules/pipeline/dealListAddress.ts";
import { Link } from "#ui/Link.tsx";
import { useWidth } from "#ui/parts/Charts.tsx";
import { useWords } from "#ui/words.tsx";
import type { ProgressShape } from "../api.ts";
import { inHundred, useMetricName, useSay } from "./say.ts";

type Props = { progress: ProgressShape; onRecords: () => void };

/** The running total, the even pace, and the fan of where it may end. */
export function CourseCard({ progress, onRecords }: Props) {
  const { t, formatDate } = useWords();
  const { say } = useSay(progress);
  const metricName = useMetricName();
  const id = useId();
  const { forecast, quota, course, ledger, open } = progress;
  const facts = {
    expected: say(forecast.expected),
    chance: inHundred(forecast.probability ?? 0),
    kind: progress.period.kind,
  };
  return (
    <figure className="card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{t(quota === null ? "quotas.course.ends" : "quotas.course.title", facts)}</h2>
        <p className="xs ink2">
          {t("quotas.course.unit", {
            metric: metricName(progress.metric),
            low: say(forecast.p10),
            high: say(forecast.p90),
          })}
          {forecast.runRate === "too_early" && ` ${t("quotas.course.too_early")}`}
          {forecast.withoutChance > 0 && ` ${t("quotas.course.without_chance", { count: forecast.withoutChance })}`}
        </p>
      </header>
      <div className="card-body">
        <Course progress={progress} />
        <div className="row xs more-foot">
          <button type="button" className="records-link" onClick={onRecords}>
            {t("quotas.course.records", { count: ledger.count })}
          </button>
          {open.count > 0 && (
            <Link className="link" to={openOf(progress)}>
              {t("quotas.course.open", { count: open.count })}
            </Link>
          )}
          <details>
            <summary className="ink2">{t("ui.part.table")}</summary>
            <table className="figures num">
              <tbody>
                {course.map(({ day, total }) => (
                  <tr key={day}>
                    <td>{formatDate(day, "short")}</td>
                    <td>{say(total)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </div>
      </div>
    </figure>
  );
}

/** The open deals behind the forecast, in their list. */
function openOf({ owner: { kind, id }, today }: ProgressShape): string {
  const whose = id === null || kind === "company" ? {} : kind === "team" ? { team: id } : { owner: id };
  return dealListAddress({ status: "open", ...whose }, { today });
}

const height = 232;
const foot = 22;
const left = 52;
const right = 66;

function Course({ progress }: { progress: ProgressShape }) {
  const { t, formatDate } = useWords();
  const { say, short } = useSay(progress);
  const [place, width] = useWidth(560);
  const { period, today, actual, quota, course, forecast } = progress;
  const span = daysBetween(period.from, period.to);
  const now = Math.max(0, Math.min(span, daysBetween(period.from, today)));
  const most = Math.max(quota ?? 0, forecast.p90, actual, 1) * 1.06;
  const x = scaleLinear([0, Math.max(1, span)], [left, width - right]);
  const y = scaleLinear([0, most], [height - foot, 10]);
  const steps = course.map(
    ({ day, total }) => `H${x(daysBetween(period.from, day)).toFixed(1)}V${y(total).toFixed(1)}`,
  );
  const isOver = today > period.to;
  const ends = [
    { value: forecast.p90, strong: false },
    { value: forecast.expected, strong: true },
    { value: forecast.p10, strong: false },
  ];
  const label = t("quotas.course.label", {
    actual: say(actual),
    expected: say(forecast.expected),
    low: say(forecast.p10),
    high: say(forecast.p90),
  });
  return (
    <svg ref={place} className="chart" width="100%" height={height} role="img" aria-label={label}>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <path className="ax" d={`M${left} ${y(tick)}H${width - right}`} />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {short(tick)}
          </text>
        </g>
      ))}
      {quota !== null && <path className="even" d={`M${x(0)} ${y(0)}L${x(span)} ${y(quota)}`} />}
      {!isOver && (
        <>
          <path className="b80" d={`M${x(now)} ${y(actual)}L${x(span)} ${y(forecast.p90)}V${y(forecast.p10)}Z`} />
          <path className="c-act dash" d={`M${x(now)} ${y(actual)}L${x(span)} ${y(forecast.expected)}`} />
          <path className="ax" d={`M${x(now)} 10V${y(0)}`} />
          <Ends ends={ends} x={width - right + 6} y={y} short={short} />
        </>
      )}
      <path className="c-act" d={`M${x(0)} ${y(0)}${steps.join("")}H${x(now)}`} />
      <circle className="f-act" cx={x(now)} cy={y(actual)} r="4" />
      {quota !== null && (
        <>
          <path className="c-goal" d={`M${left} ${y(quota)}H${width - right}`} />
          <text className="t-ink" x={left + 4} y={y(quota) - 5}>
            {t("quotas.progress.quota", { value: say(quota) })}
          </text>
        </>
      )}
      <text x={left} y={height - 6}>
        {formatDate(period.from, "short")}
      </text>
      {!isOver && x(now) > left + 60 && x(now) < width - right - 60 && (
        <text x={x(now)} y={height - 6} textAnchor="middle">
          {t("ui.time.today")}
        </text>
      )}
      <text x={width - right} y={height - 6} textAnchor="end">
        {formatDate(period.to, "short")}
      </text>
    </svg>
  );
}

type EndsProps = {
  ends: readonly { value: number; strong: boolean }[];
  x: number;
  y: (value: number) => number;
  short: (value: number) => string;
};

/** The figures at the fan's end, pushed apart so that none covers another. */
function Ends({ ends, x, y, short }: EndsProps) {
  let lowest = 0;
  const placed = ends.map((one) => {
    const at = Math.max(y(one.value) + 4, lowest + 15);
    lowest = at;
    return { ...one, at };
  });
  return placed.map(({ value, strong, at }) => (
    <text key={`${value} ${strong}`} x={x} y={at} className={strong ? "t-ink" : ""}>
      {short(value)}
    </text>
  ));
}

import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { Link } from "#ui/Link.tsx";
import { useWords } from "#ui/words.tsx";

type Say = (value: number) => string;

/** A small line without axes, its last value marked. */
export function Sparkline({
  values,
  say,
  width = 92,
  height = 26,
}: {
  values: readonly number[];
  say: Say;
  width?: number;
  height?: number;
}) {
  const { t } = useWords();
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [3, width - 3]);
  const y = scaleLinear([low, high === low ? low + 1 : high], [height - 3, 3]);
  const path = line<number>((_, at) => x(at), y)([...values]) ?? "";
  const label = t("ui.spark.label", { first: say(first), last: say(last), high: say(high), low: say(low) });
  return (
    <svg className="chart" width={width} height={height} role="img" aria-label={label}>
      <path className="c-cmp" d={path} />
      <circle className="f-act" cx={x(values.length - 1)} cy={y(last)} r="2.5" />
    </svg>
  );
}

type RangeProps = { low: number; mid: number; high: number; goal?: number; end: number; say: Say; width?: number };

/** What is likely (80 %), what is expected, and the goal over it. */
export function RangeBar({ low, mid, high, goal, end, say, width = 188 }: RangeProps) {
  const { t } = useWords();
  const x = scaleLinear([0, end || 1], [1, width - 2]).clamp(true);
  const label = [
    t("ui.range.label", { low: say(low), mid: say(mid), high: say(high) }),
    goal !== undefined && t("ui.range.goal", { goal: say(goal) }),
  ];
  return (
    <svg className="chart" width={width} height="24" role="img" aria-label={label.filter(Boolean).join(" ")}>
      <path className="ax" d={`M0 12H${width}`} />
      <rect className="b80" x={x(low)} y="8" width={Math.max(2, x(high) - x(low))} height="8" rx="4" />
      <circle className="f-act" cx={x(mid)} cy="12" r="3.5" />
      {goal !== undefined && <path className="c-goal" d={`M${x(goal)} 4v16`} />}
    </svg>
  );
}

/** One step of a forecast: the bands hold 50 and 80 of 100 outcomes. */
export type FanStep = { label: string; low80: number; low50: number; mid: number; high50: number; high80: number };

type FanProps = {
  past: readonly { label: string; value: number }[];
  fan: readonly FanStep[];
  goal?: number;
  say: Say;
  label: string;
  height?: number;
};

/** What was, and the widening fan of what may come; the goal is a dashed line. */
export function Fan({ past, fan, goal, say, label, height = 200 }: FanProps) {
  const [place, width] = useWidth(560);
  const values = [...past.map((one) => one.value), ...fan.map((one) => one.high80), goal ?? 0];
  const x = scaleLinear([0, Math.max(1, past.length + fan.length - 1)], [8, width - 8]);
  const y = scaleLinear([0, Math.max(...values, 1) * 1.08], [height - 22, 8]);
  const last = past.at(-1);
  const start = last && {
    low80: last.value,
    low50: last.value,
    mid: last.value,
    high50: last.value,
    high80: last.value,
  };
  const steps = start ? [start, ...fan] : fan;
  const from = past.length - (start ? 1 : 0);
  const band = (low: "low80" | "low50", high: "high80" | "high50") =>
    area<(typeof steps)[number]>(
      (_, at) => x(from + at),
      (step) => y(step[low]),
      (step) => y(step[high]),
    )([...steps]) ?? "";
  const names = [...past, ...fan].map((one) => one.label);
  return (
    <svg ref={place} className="chart" width="100%" height={height} role="img" aria-label={label}>
      <path className="ax" d={`M8 ${y(0)}H${width - 8}`} />
      <path className="b80" d={band("low80", "high80")} />
      <path className="b50" d={band("low50", "high50")} />
      <path
        className="c-act"
        d={
          line<{ value: number }>(
            (_, at) => x(at),
            (one) => y(one.value),
          )([...past]) ?? ""
        }
      />
      <path
        className="c-act dash"
        d={
          line<(typeof steps)[number]>(
            (_, at) => x(from + at),
            (step) => y(step.mid),
          )([...steps]) ?? ""
        }
      />
      {goal !== undefined && <path className="c-goal dash" d={`M8 ${y(goal)}H${width - 8}`} />}
      {goal !== undefined && (
        <text x="8" y={y(goal) - 5}>
          {say(goal)}
        </text>
      )}
      <text x="8" y={height - 6}>
        {names[0]}
      </text>
      <text x={width - 8} y={height - 6} textAnchor="end">
        {names.at(-1)}
      </text>
    </svg>
  );
}

type FigureProps = {
  /** The finding, in a sentence. */
  title: string;
  unit: string;
  /** Where its records are listed. */
  source?: string;
  /** The same figures as text. */
  table: { heads: readonly string[]; rows: readonly (readonly string[])[] };
  children: ReactNode;
};

/** A picture with what it found, its unit, the records behind it, and its table. */
export function Figure({ title, unit, source, table, children }: FigureProps) {
  const { t } = useWords();
  const id = useId();
  return (
    <figure className="card figure" aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{title}</h2>
        <span className="xs ink2">{t("ui.part.unit", { unit })}</span>
      </figcaption>
      {children}
      <div className="row xs">
        {source && (
          <Link className="link" to={source}>
            {t("ui.part.source")}
          </Link>
        )}
        <details>
          <summary>{t("ui.part.table")}</summary>
          <FigureTable {...table} />
        </details>
      </div>
    </figure>
  );
}

function FigureTable({ heads, rows }: FigureProps["table"]) {
  return (
    <table className="figures num">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join("\t")}>
            {row.map((text, at) => (
              <td key={heads[at] ?? text}>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A drawing's own width, so that its words keep their size in any column. */
export function useWidth(first: number): [RefObject<SVGSVGElement | null>, number] {
  const place = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.max(120, entry.contentRect.width)));
    if (place.current) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return [place, width];
}

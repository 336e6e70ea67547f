import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { type RefObject, useEffect, useRef, useState } from "react";
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

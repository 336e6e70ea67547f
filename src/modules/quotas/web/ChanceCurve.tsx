import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useWords } from "#ui/words.tsx";
import type { Plan, PlanRow } from "../api.ts";
import { endOf } from "../chance.ts";
import { defaultTerms } from "../quota.ts";
import { inHundred, useSay } from "./say.ts";

type Props = { plan: Plan; suggestion: NonNullable<PlanRow["suggestion"]>; amount: number; chance: number };

const width = 298;
const height = 172;
const left = 30;
const foot = 24;

/** The chance of each quota, with the zones that ask: too likely at the top, out of reach at the foot. */
export function ChanceCurve({ plan, suggestion, amount, chance }: Props) {
  const { t } = useWords();
  const { say, short } = useSay(plan);
  const { curve, suggested, probability } = suggestion;
  const x = scaleLinear([0, Math.max(endOf(curve), amount * 1.05)], [left, width - 10]).clamp(true);
  const y = scaleLinear([0, 1], [height - foot, 8]);
  const path = line<number>(
    (_, at) => x(at * curve.step),
    (one) => y(one),
  )([...curve.chances]);
  const label = t("quotas.panel.curve", {
    amount: say(amount),
    chance: inHundred(chance),
    suggested: say(suggested),
    than: inHundred(probability),
  });
  const isLate = x(amount) > width - 120;
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={label}>
      <rect
        className="z-likely"
        x={left}
        y={y(1)}
        width={width - left - 10}
        height={y(defaultTerms.pNoStretch) - y(1)}
      />
      <rect
        className="z-reach"
        x={left}
        y={y(defaultTerms.pOutOfReach)}
        width={width - left - 10}
        height={y(0) - y(defaultTerms.pOutOfReach)}
      />
      {[0, 0.2, 0.5, 0.8, 1].map((one) => (
        <text key={one} x={left - 6} y={y(one) + 4} textAnchor="end">
          {one * 100}
        </text>
      ))}
      <path className="ax" d={`M${left} ${y(0)}H${width - 10}`} />
      <path className="c-act" d={path ?? ""} />
      <path className="c-cmp dash" d={`M${x(suggested)} ${y(probability)}V${y(0)}`} />
      <circle className="c-cmp f-bg" cx={x(suggested)} cy={y(probability)} r="3.5" />
      <path className="c-goal" d={`M${x(amount)} ${y(chance)}V${y(0)}`} />
      <circle className="f-act" cx={x(amount)} cy={y(chance)} r="6" />
      <text
        className="t-ink"
        x={x(amount) + (isLate ? -10 : 10)}
        y={Math.max(20, Math.min(y(chance) - 9, y(0.22)))}
        textAnchor={isLate ? "end" : "start"}
      >
        {t("quotas.panel.point", { amount: say(amount), chance: inHundred(chance) })}
      </text>
      {x.ticks(4).map((tick) => (
        <text key={tick} x={x(tick)} y={height - 6} textAnchor={x(tick) > width - 30 ? "end" : "middle"}>
          {short(tick)}
        </text>
      ))}
    </svg>
  );
}

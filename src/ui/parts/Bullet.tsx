import { useWords } from "#ui/words.tsx";

export type BulletFigures = {
  done: number;
  goal: number;
  /** What was to be expected by now. */
  pace?: number | undefined;
  /** Where it will probably land. */
  forecast?: { low: number; mid: number; high: number } | undefined;
};

type Props = BulletFigures & {
  /** As figures are said here: money, a count. */
  say: (value: number) => string;
  /** The end of the scale; a sixth above the largest figure unless said. */
  end?: number;
};

/** Attainment at a glance: the fill is done, the soft band the forecast, the tall tick the pace, the dashed flag the goal. */
export function Bullet({ done, goal, pace, forecast, say, end }: Props) {
  const { t } = useWords();
  const full = end ?? scaleEnd({ done, goal, pace, forecast });
  const at = (value: number) => `${Math.max(0, Math.min(100, (value / full) * 100)).toFixed(2)}%`;
  const said = [
    t("ui.bullet.won", { done: say(done), goal: say(goal) }),
    pace !== undefined && t("ui.bullet.pace", { pace: say(pace) }),
    forecast && t("ui.bullet.forecast", { low: say(forecast.low), mid: say(forecast.mid), high: say(forecast.high) }),
  ];
  return (
    <div className="bullet" role="img" aria-label={said.filter(Boolean).join(" ")}>
      {forecast && <i className="range" style={{ left: at(forecast.low), width: at(forecast.high - forecast.low) }} />}
      <i className="fill" style={{ width: at(done) }} />
      {forecast && <i className="mid" style={{ left: at(forecast.mid) }} />}
      {pace !== undefined && <i className="pace" style={{ left: at(pace) }} />}
      <i className="goal" style={{ left: at(goal) }} />
    </div>
  );
}

/** Room for the flag and the band: a sixth above the largest. */
export function scaleEnd({ done, goal, pace = 0, forecast }: BulletFigures): number {
  return (Math.max(done, goal, pace, forecast?.high ?? 0) || 1) * (7 / 6);
}

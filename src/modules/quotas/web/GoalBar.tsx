import { Bullet } from "#ui/parts/Bullet.tsx";
import { Chip, type Meaning } from "#ui/parts/Chip.tsx";
import { useWords } from "#ui/words.tsx";
import type { Goal, ProgressShape } from "../api.ts";
import { useSay } from "./say.ts";

type Figures = Pick<Goal, "quota" | "actual" | "expectedToDate"> & {
  forecast?: Pick<ProgressShape["forecast"], "expected" | "p10" | "p90">;
};
type Props = { goal: Figures; unit: "count" | "money"; currency: string | null };

/** Attainment with the even pace and the forecast, wherever a goal is shown. */
export function GoalBar({ goal, unit, currency }: Props) {
  const { say } = useSay({ unit, currency });
  const { quota, actual, expectedToDate, forecast } = goal;
  if (quota === null) return null;
  return (
    <Bullet
      done={actual}
      goal={quota}
      {...(expectedToDate === null ? {} : { pace: expectedToDate })}
      {...(forecast ? { forecast: { low: forecast.p10, mid: forecast.expected, high: forecast.p90 } } : {})}
      say={say}
    />
  );
}

/** The pace in a word and a figure: from 1 up it is even or ahead. */
export function PaceChip({ pace, attainment }: Pick<Goal, "pace" | "attainment">) {
  const { t, formatNumber } = useWords();
  if ((attainment ?? 0) >= 1) {
    return (
      <Chip meaning="won" icon="check">
        {t("quotas.pace.reached")}
      </Chip>
    );
  }
  if (pace === null) return null;
  const meaning: Meaning = pace >= 1 ? "won" : "risk";
  return (
    <Chip meaning={meaning} icon={pace >= 1 ? "check" : "clock"}>
      {t("quotas.pace.chip", { pace: formatNumber(pace, 2) })}
    </Chip>
  );
}

import { Card } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";
import type { ProgressShape } from "../api.ts";
import { usePeriodName, useSay } from "./say.ts";

/** The periods before, each with its quota's mark. */
export function PastCard({ progress }: { progress: ProgressShape }) {
  const { t, formatPercent } = useWords();
  const { say } = useSay(progress);
  const periodName = usePeriodName();
  const { past } = progress;
  const end = Math.max(1, ...past.flatMap(({ actual, quota }) => [actual, quota ?? 0])) * 1.04;
  const best = past.filter(({ running }) => !running).toSorted((a, b) => b.actual - a.actual)[0];
  const title =
    best && best.actual > 0
      ? t("quotas.past.best", { period: periodName(best.period.id), actual: say(best.actual) })
      : t("quotas.past.title");
  return (
    <Card title={title}>
      <div className="card-body">
        <table className="mini">
          <tbody>
            {past.map(({ period, actual, quota, running }) => (
              <tr key={period.id}>
                <td>{running ? t("quotas.past.so_far", { period: periodName(period.id) }) : periodName(period.id)}</td>
                <td className="desk">
                  <div className={running ? "bar-past now" : "bar-past"} aria-hidden="true">
                    <i style={{ width: `${(actual / end) * 100}%` }} />
                    {quota !== null && <b style={{ left: `${(quota / end) * 100}%` }} />}
                  </div>
                </td>
                <td className="r fig">{say(actual)}</td>
                <td className="r fig ink2">
                  {quota === null ? t("quotas.past.no_quota") : formatPercent(actual / quota, 0)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

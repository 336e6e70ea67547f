import { useWords } from "#ui/words.tsx";
import type { ProgressShape } from "../api.ts";
import { GoalBar, PaceChip } from "./GoalBar.tsx";
import { inHundred, useSay } from "./say.ts";

/** One figure, one bar, and what a working day must bring. */
export function Hero({ progress, onRecords }: { progress: ProgressShape; onRecords?: () => void }) {
  const { t, rich, formatPercent } = useWords();
  const { say } = useSay(progress);
  const { quota, actual, attainment, ahead, gap, neededPerDay, perDaySoFar, days, expectedToDate, forecast } = progress;
  return (
    <section className="card hero" aria-label={t("quotas.progress.hero")}>
      <div>
        <p className="row">
          {onRecords ? (
            <button type="button" className="records-link big" onClick={onRecords}>
              {say(actual)}
            </button>
          ) : (
            <span className="big">{say(actual)}</span>
          )}
          <span className="ink2">
            {quota === null ? t("quotas.progress.no_quota") : t("quotas.progress.of", { quota: say(quota) })}
          </span>
          <PaceChip {...progress} />
        </p>
        {quota !== null && (
          <p className="s ink2">
            {t("quotas.progress.attained", { share: formatPercent(attainment ?? 0) })}
            {ahead !== null &&
              ` · ${t(ahead < 0 ? "quotas.progress.behind" : "quotas.progress.ahead", { by: say(Math.abs(ahead)) })}`}
          </p>
        )}
        {gap !== null && gap > 0 && neededPerDay !== null && days.left > 0 && (
          <p className="s">
            {rich("quotas.progress.needed", {
              needed: say(neededPerDay),
              sofar: say(perDaySoFar ?? 0),
              days: Math.ceil(days.left),
            })}
          </p>
        )}
        {quota === null && <p className="s ink2">{t("quotas.progress.no_quota_hint")}</p>}
      </div>
      <div className="hero-bar">
        {quota === null ? (
          <p className="s ink2">
            {t("quotas.progress.ends", {
              expected: say(forecast.expected),
              low: say(forecast.p10),
              high: say(forecast.p90),
            })}
          </p>
        ) : (
          <>
            <div className="row xs ink2 spread">
              {expectedToDate !== null && <span>{t("quotas.progress.even", { value: say(expectedToDate) })}</span>}
              <span>{t("quotas.progress.quota", { value: say(quota) })}</span>
            </div>
            <GoalBar goal={progress} unit={progress.unit} currency={progress.currency} />
            <p className="xs ink2">
              {t("quotas.progress.forecast", {
                expected: say(forecast.expected),
                low: say(forecast.p10),
                high: say(forecast.p90),
                chance: inHundred(forecast.probability ?? 0),
                kind: progress.period.kind,
              })}
            </p>
          </>
        )}
      </div>
    </section>
  );
}

import type { Answered } from "#lib/route.ts";
import type { progressRoute } from "#modules/quotas/api.ts";
import { GoalBar, goalAddress, inHundred, PaceChip, usePeriodName, useSay } from "#modules/quotas/web/public.tsx";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { rolesOf, useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";

export type Progress = Answered<typeof progressRoute>;

/** The goal: attained, pace, where it may end, and the fewest deals that close the gap. */
export function GoalCard({ progress }: { progress: Progress }) {
  const { t } = useWords();
  const periodName = usePeriodName();
  const { owner, period } = progress;
  const address = `${goalAddress(owner.kind === "person" ? { person: owner.id ?? "" } : owner.kind === "team" ? { team: owner.id ?? "" } : {})}?metric=${progress.metric}&kind=${period.kind}`;
  const facts = { period: periodName(period.id), name: owner.name };
  return (
    <section className="card o2" aria-labelledby="goal-head">
      <div className="goal-card">
        <div>
          <h2 id="goal-head" className="row">
            <Link className="grow" to={address}>
              {t(owner.kind === "person" ? `home.goal.${stateOf(progress)}` : "home.goal.of", facts)}
            </Link>
            <PaceChip {...progress} />
          </h2>
          <Stand progress={progress} />
        </div>
        <Gap progress={progress} address={address} />
      </div>
    </section>
  );
}

/** In words, by the chance of reaching it. */
function stateOf({ quota, attainment, pace, forecast }: Progress): "none" | "reached" | "ahead" | "within" | "behind" {
  if (quota === null) return "none";
  if ((attainment ?? 0) >= 1) return "reached";
  if (pace === null || pace >= 1) return "ahead";
  return (forecast.probability ?? 0) >= 0.3 ? "within" : "behind";
}

function Stand({ progress }: { progress: Progress }) {
  const { t, formatPercent } = useWords();
  const { say } = useSay(progress);
  const session = useSession();
  const { quota, actual, attainment, expectedToDate, forecast, days } = progress;
  if (quota === null) {
    return (
      <>
        <p className="top-line num">
          <span className="big">{say(actual)}</span>
          <span className="ink2 s">{t("home.goal.no_quota")}</span>
        </p>
        <p className="s ink2">
          {t("home.goal.ends", { expected: say(forecast.expected), low: say(forecast.p10), high: say(forecast.p90) })}
        </p>
        {rolesOf(session).length > 1 && (
          <ButtonLink small to={`/goals/quotas?metric=${progress.metric}`} icon="target">
            {t("home.goal.set")}
          </ButtonLink>
        )}
      </>
    );
  }
  return (
    <>
      <p className="top-line num">
        <span className="big">{say(actual)}</span>
        <span className="ink2 s">
          {t("home.goal.attained", { share: formatPercent(attainment ?? 0), quota: say(quota) })}
        </span>
      </p>
      <div className="marks-row xs ink2 num">
        {expectedToDate !== null && (
          <span>
            {t("home.goal.expected", { value: say(expectedToDate), day: Math.round(days.elapsed), days: days.total })}
          </span>
        )}
        <span>{t("home.goal.quota", { value: say(quota) })}</span>
      </div>
      <GoalBar goal={progress} unit={progress.unit} currency={progress.currency} />
      <p className="xs ink2 num fore">
        {t("home.goal.forecast", {
          expected: say(forecast.expected),
          low: say(forecast.p10),
          high: say(forecast.p90),
          chance: inHundred(forecast.probability ?? 0),
        })}
      </p>
    </>
  );
}

const shown = 4;

function Gap({ progress, address }: { progress: Progress; address: string }) {
  const { t, formatPercent } = useWords();
  const { say } = useSay(progress);
  const { gap, closing, quota, actual } = progress;
  if (quota === null || gap === null) return null;
  if (gap === 0) return <p className="gap s">{t("home.gap.none")}</p>;
  const reach = (actual + closing.sum) / quota;
  const rest = closing.count - Math.min(shown, closing.deals.length);
  return (
    <>
      <p className="phone s num">{t("home.gap.phone", { count: closing.count, gap: say(gap) })}</p>
      <div className="gap desk">
        <h2 className="row num">
          <span className="grow">{t("home.gap.title")}</span>
          <span>{say(gap)}</span>
        </h2>
        <ul className="num">
          {closing.deals.slice(0, shown).map((deal) => (
            <li key={deal.id}>
              <Avatar name={deal.organization ?? deal.name} size="sm" square />
              <Link className="cut" to={`/deals/${deal.id}`}>
                {deal.organization ?? deal.name}
              </Link>
              {deal.chance !== null && (
                <span className="ink3 xs">{t("home.gap.chance", { chance: inHundred(deal.chance) })}</span>
              )}
              <span className="v">{say(deal.value)}</span>
            </li>
          ))}
          {rest > 0 && (
            <li>
              <Link className="link" to={address}>
                {t("home.gap.more", { count: rest })}
              </Link>
            </li>
          )}
          <li className="sum">
            {closing.closes && <Icon name="check" small className="t-won" />}
            <span className="cut">{t("home.gap.sum", { count: closing.count, share: formatPercent(reach, 0) })}</span>
            <span className="v">{say(closing.sum)}</span>
          </li>
        </ul>
      </div>
    </>
  );
}

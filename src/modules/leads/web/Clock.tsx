import { Icon } from "#ui/parts/Icon.tsx";
import { useMinutes } from "#ui/useMinutes.ts";
import { useWords } from "#ui/words.tsx";
import type { LeadShape } from "../api.ts";

/** A quarter of the time left is soon. */
const soonShare = 0.34;

export function isSoon({ minutesLeft, respondMinutes }: Pick<LeadShape, "minutesLeft" | "respondMinutes">): boolean {
  return minutesLeft !== null && minutesLeft >= 0 && minutesLeft <= (respondMinutes ?? 0) * soonShare;
}

/** How long the first response may still take; late is said by a word and a sign, not by colour alone. */
export function Clock({ lead }: { lead: LeadShape }) {
  const { t } = useWords();
  const say = useMinutes();
  const { minutesLeft, respondMinutes, respondedAt } = lead;
  if (minutesLeft === null || respondMinutes === null)
    return <span className="lead-clock ink3">{t(respondedAt ? "leads.answered" : "leads.no_clock")}</span>;
  if (minutesLeft < 0)
    return (
      <span className="lead-clock num late">
        <span className="row">
          <Icon name="warn" small />
          {t("leads.late", { time: say(minutesLeft) })}
        </span>
        <small>{t("leads.late_of", { time: say(respondMinutes) })}</small>
      </span>
    );
  const share = Math.min(1, minutesLeft / respondMinutes);
  return (
    <span className={`lead-clock num${isSoon(lead) ? " soon" : ""}`}>
      {say(minutesLeft)}
      <small>{t("leads.left_of", { time: say(respondMinutes) })}</small>
      <span className="run" aria-hidden="true">
        <i style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
    </span>
  );
}

export function Score({ score }: { score: number | null }) {
  const { t } = useWords();
  const around = 2 * Math.PI * 17;
  return (
    <span className="lead-score num">
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <circle cx="20" cy="20" r="17" />
        {score !== null && score > 0 && (
          <circle className="v" cx="20" cy="20" r="17" strokeDasharray={`${(around * score) / 100} ${around}`} />
        )}
      </svg>
      <span className="sr">{score === null ? t("leads.no_score") : t("leads.score", { score })}</span>
      <span aria-hidden="true">{score ?? "–"}</span>
    </span>
  );
}

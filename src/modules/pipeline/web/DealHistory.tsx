import { Icon } from "#ui/parts/Icon.tsx";
import { When } from "#ui/parts/When.tsx";
import { useWords } from "#ui/words.tsx";
import type { SeenDeal } from "./slots.ts";

/** Earlier closes that were reopened, and how the expected close moved: what the figures of today no longer show. */
export function DealHistory({ deal: { history, status } }: { deal: SeenDeal }) {
  const { t, formatDate, formatMoney } = useWords();
  const closes = history.closes.filter((close) => status === "open" || close.reopenedAt !== null);
  const day = (on: string | null) => (on ? formatDate(on, "short") : t("pipeline.deal.no_date"));
  if (closes.length === 0 && history.reschedules.length === 0) return null;
  return (
    <section>
      <h2>{t("pipeline.history.title")}</h2>
      <ul className="files">
        {closes.map((close) => (
          <li key={`${close.closedOn} ${close.reopenedAt}`}>
            <Icon name={close.kind === "won" ? "check" : "x"} small />
            <span className="grow s">
              {t(close.kind === "won" ? "pipeline.history.was_won" : "pipeline.history.was_lost", {
                on: formatDate(close.closedOn, "long"),
                value: formatMoney(close.value.minor, close.value.currency),
              })}
              {close.reason && <span className="xs ink2 block">{close.reason}</span>}
              {close.reopenedBy && (
                <span className="xs ink2 block">{t("pipeline.history.reopened_by", { who: close.reopenedBy })}</span>
              )}
            </span>
          </li>
        ))}
        {history.reschedules.map((change) => (
          <li key={change.at}>
            <Icon name="cal" small />
            <span className="grow s num">
              {t("pipeline.history.rescheduled", { was: day(change.was), became: day(change.became) })}
              <span className="xs ink2 block">
                {change.who} <When at={change.at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

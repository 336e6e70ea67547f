import { Link } from "#ui/Link.tsx";
import { Card, Empty } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { When } from "#ui/parts/When.tsx";
import { useWords } from "#ui/words.tsx";
import type { OpenDealShape, ProgressShape } from "../api.ts";
import { inHundred, useSay } from "./say.ts";

/** The fewest deals that close the gap; without a quota the likeliest. */
export function GapCard({ progress }: { progress: ProgressShape }) {
  const { t, formatDate } = useWords();
  const { say } = useSay(progress);
  const { gap, closing, open, period } = progress;
  const isGap = gap !== null && gap > 0;
  const deals = (isGap ? closing.deals : open.deals).slice(0, 7);
  const more = (isGap ? closing.count : open.count) - deals.length;
  const title = !isGap
    ? t(gap === null ? "quotas.gap.likeliest" : "quotas.gap.reached")
    : t(closing.closes ? "quotas.gap.closes" : "quotas.gap.too_little", {
        gap: say(gap),
        count: closing.count,
        sum: say(closing.sum),
      });
  return (
    <Card title={title}>
      <div className="card-body">
        <p className="xs ink2">{t("quotas.gap.unit", { day: formatDate(period.to, "short") })}</p>
        {deals.length === 0 ? (
          <Empty title={t("quotas.gap.none")}>{t("quotas.gap.none_hint")}</Empty>
        ) : (
          <table className="mini">
            <thead>
              <tr>
                <th scope="col">{t("quotas.gap.deal")}</th>
                <th scope="col" className="r fig">
                  {t("quotas.gap.value")}
                </th>
                <th scope="col" className="r pct">
                  {t("quotas.plan.chance")}
                </th>
                <th scope="col" className="step desk">
                  {t("quotas.gap.step")}
                </th>
              </tr>
            </thead>
            <tbody>
              {deals.map((deal) => (
                <DealLine key={deal.id} deal={deal} say={say} />
              ))}
            </tbody>
          </table>
        )}
        {more > 0 && <p className="xs ink2">{t("quotas.gap.more", { count: more })}</p>}
      </div>
    </Card>
  );
}

function DealLine({ deal, say }: { deal: OpenDealShape; say: (value: number) => string }) {
  const { t } = useWords();
  return (
    <tr>
      <td>
        <Link className="b" to={`/deals/${deal.id}`}>
          {deal.name}
        </Link>
      </td>
      <td className="r">{say(deal.value)}</td>
      <td className="r">
        {deal.chance === null ? (
          <span title={t("quotas.gap.no_chance")}>
            –<span className="sr">{t("quotas.gap.no_chance")}</span>
          </span>
        ) : (
          t("quotas.percent", { chance: inHundred(deal.chance) })
        )}
      </td>
      <td className="desk s">
        {deal.nextStep && deal.nextStepAt ? (
          <span className="ink2">
            {deal.nextStep} · <When at={deal.nextStepAt} />
          </span>
        ) : (
          <span className="t-risk">
            <Icon name="warn" small /> {t("quotas.gap.no_step")}
          </span>
        )}
      </td>
    </tr>
  );
}

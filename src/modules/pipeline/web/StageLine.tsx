import { useWords } from "#ui/words.tsx";
import type { SeenDeal } from "./slots.ts";

/** The stages it stood in, as wide as the days spent there; then how it ended, or is due to. */
export function StageLine({ deal }: { deal: SeenDeal }) {
  const { t, formatDate } = useWords();
  const isOpen = deal.status === "open";
  const total = deal.stages.reduce((all, stage) => all + stage.days, 0);
  const width = (days: number) => ({ flexGrow: Math.max(days, total / 12, 1), flexBasis: 0 });
  const due = deal.expectedCloseOn && t("pipeline.deal.due", { date: formatDate(deal.expectedCloseOn, "short") });
  const end = isOpen ? due : deal.closedOn && formatDate(deal.closedOn, "short");
  return (
    <ol className="stageline" aria-label={t("pipeline.deal.stages")}>
      {deal.stages.map((stage) => (
        <li key={stage.stageId} className={stage.current && isOpen ? "now" : ""} style={width(stage.days)}>
          <div className="seg-b" />
          <div className="lb num">
            <span className="nm cut">{stage.name}</span>
            <span>{t("pipeline.idle.short", { count: stage.days })}</span>
          </div>
        </li>
      ))}
      <li className={isOpen ? "todo" : deal.status} style={{ flexGrow: Math.max(total / 8, 1), flexBasis: 0 }}>
        <div className="seg-b" />
        <div className="lb num">
          <span className="nm cut">{t(`pipeline.status.${isOpen ? "won" : deal.status}`)}</span>
          {end && <span>{end}</span>}
        </div>
      </li>
    </ol>
  );
}

// The parts of a meeting, each a list with its finding: longer than a file of rules.
import type { ReactNode } from "react";
import { dayAt, daysBetween } from "#lib/time.ts";
import type { DealShape } from "#modules/pipeline/api.ts";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";
import type { HelpShape, Listed, Monday } from "../api.ts";
import { openDeals } from "../dealsOf.ts";
import { Decisions } from "./Decisions.tsx";
import { HelpAnswer } from "./HelpAnswer.tsx";
import { Moves, useSigned } from "./Moves.tsx";

export const partNames = ["moves", "put_off", "overdue", "no_step", "undecided", "rotting", "help", "last"] as const;
export type PartName = (typeof partNames)[number];
export type AboutDeal = { id: string; name: string };

export type PartHead = { name: PartName; label: string; count: number; title: string };

/** What each part found, in a sentence. */
export function useParts(monday: Monday): PartHead[] {
  const { t, formatMoney, formatDate } = useWords();
  const { forecast, past } = monday;
  const signed = useSigned(forecast.currency);
  const say = (minor: number) => formatMoney(minor, forecast.currency, { whole: true });
  const counts: Record<PartName, number> = {
    moves: forecast.moves?.kinds.reduce((sum, { count }) => sum + count, 0) ?? 0,
    put_off: monday.putOff.count,
    overdue: monday.overdue.count,
    no_step: monday.noNextStep.count,
    undecided: monday.undecided.count,
    rotting: monday.rotting.count,
    help: monday.help.length,
    last: past[0]?.decisions.length ?? 0,
  };
  const values: Partial<Record<PartName, number>> = {
    ...{ overdue: monday.overdue.valueMinor, no_step: monday.noNextStep.valueMinor },
    ...{ undecided: monday.undecided.valueMinor, rotting: monday.rotting.valueMinor },
    put_off: monday.putOff.rows.reduce((sum, { baseMinor }) => sum + baseMinor, 0),
  };
  const open = past[0]?.decisions.filter(({ doneAt }) => doneAt === null).length ?? 0;
  const by = forecast.moves ? forecast.moves.is - forecast.moves.was : 0;
  return partNames.map((name) => {
    const facts = {
      ...{ count: counts[name], value: say(values[name] ?? 0), open },
      day: past[0] ? formatDate(past[0].heldOn, "short") : "",
      by: signed(by),
    };
    const title =
      name === "moves" && !forecast.moves ? t("forecast.moves.none_yet") : t(`forecast.part.${name}_title`, facts);
    return { name, label: t(`forecast.part.${name}`), count: counts[name], title };
  });
}

type Props = { name: PartName; monday: Monday; onDecide: ((deal: AboutDeal) => void) | undefined };

export function MondayPart({ name, monday, onDecide }: Props) {
  const { t } = useWords();
  const { forecast, help, past } = monday;
  const { people, today } = forecast;
  switch (name) {
    case "moves":
      if (!forecast.moves)
        return <Empty title={t("forecast.moves.none_yet")}>{t("forecast.moves.none_yet_hint")}</Empty>;
      return forecast.moves.kinds.length > 0 ? (
        <Moves forecast={forecast} moves={forecast.moves} />
      ) : (
        <Empty title={t("forecast.moves.nothing")} />
      );
    case "put_off":
      return <PutOff monday={monday} onDecide={onDecide} />;
    case "overdue": {
      const to = openDeals(people, [{ field: "expectedCloseOn", is: "before", value: today }]);
      return <Deals name={name} listed={monday.overdue} to={to} onDecide={onDecide} />;
    }
    case "no_step": {
      const to = openDeals(people, [{ field: "nextStep", is: "empty" }]);
      return <Deals name={name} listed={monday.noNextStep} to={to} onDecide={onDecide} />;
    }
    case "undecided": {
      const to = openDeals(people, [{ field: "decisionDue", is: "before", value: today }]);
      return <Deals name={name} listed={monday.undecided} to={to} onDecide={onDecide} />;
    }
    case "rotting": {
      const to = openDeals(people, [{ field: "rotting", is: "yes" }]);
      return <Deals name={name} listed={monday.rotting} to={to} onDecide={onDecide} />;
    }
    case "help":
      return <Asked help={help} onDecide={onDecide} />;
    case "last":
      return past.length > 0 ? (
        <Decisions meetings={past} />
      ) : (
        <Empty title={t("forecast.part.last_none")}>{t("forecast.part.last_hint")}</Empty>
      );
  }
}

type ListProps = { name: PartName; listed: Listed; to: string; onDecide: Props["onDecide"] };

function Deals({ name, listed, to, onDecide }: ListProps) {
  const { t, formatDate } = useWords();
  const { today, zone } = useNow();
  const detail = (deal: DealShape): string => {
    const idle = daysBetween(dayAt(deal.lastTouchAt, zone), today);
    if (name === "overdue" && deal.expectedCloseOn)
      return t("forecast.row.overdue", { day: formatDate(deal.expectedCloseOn, "short") });
    if (name === "undecided" && deal.decisionDue)
      return t("forecast.row.undecided", { day: formatDate(deal.decisionDue, "short") });
    if (name === "rotting") return t("forecast.row.rotting", { days: idle, limit: deal.rotDays ?? 0 });
    return t("forecast.row.idle", { days: idle });
  };
  if (listed.count === 0) return <Empty title={t("forecast.part.nothing")} />;
  return (
    <ul>
      {listed.rows.map((deal) => (
        <Row key={deal.id} deal={deal} detail={detail(deal)} onDecide={onDecide} />
      ))}
      <li className="li">
        <Link className="link s" to={to}>
          {t("forecast.part.all", { count: listed.count })}
        </Link>
      </li>
    </ul>
  );
}

function PutOff({ monday: { putOff }, onDecide }: Pick<Props, "monday" | "onDecide">) {
  const { t, formatDate } = useWords();
  if (putOff.count === 0) return <Empty title={t("forecast.part.nothing")} />;
  return (
    <ul>
      {putOff.rows.map(({ was, became, ...deal }) => (
        <Row
          key={deal.id}
          deal={deal}
          detail={t("forecast.row.put_off", {
            from: formatDate(was, "short"),
            to: formatDate(became, "short"),
            times: deal.slips,
          })}
          onDecide={onDecide}
        />
      ))}
    </ul>
  );
}

type RowProps = { deal: DealShape; detail: ReactNode; onDecide: Props["onDecide"] };

function Row({ deal, detail, onDecide }: RowProps) {
  const { t, formatMoney } = useWords();
  return (
    <li className="li">
      <Link className="grow" to={`/deals/${deal.id}`}>
        <div className="s b cut">{deal.name}</div>
        <div className="xs ink2 cut">{[deal.owner, deal.stage].filter(Boolean).join(" · ")}</div>
      </Link>
      <span className="s monday-detail">{detail}</span>
      <span className="move-delta num b">{formatMoney(deal.value.minor, deal.value.currency, { whole: true })}</span>
      {onDecide && (
        <Button
          small
          name={t("forecast.decide.on", { deal: deal.name })}
          onClick={() => onDecide({ id: deal.id, name: deal.name })}
        >
          {t("forecast.decide.verb")}
        </Button>
      )}
    </li>
  );
}

function Asked({ help, onDecide }: { help: readonly HelpShape[]; onDecide: Props["onDecide"] }) {
  const { t } = useWords();
  if (help.length === 0) return <Empty title={t("forecast.part.help_none")}>{t("forecast.part.help_hint")}</Empty>;
  return (
    <ul>
      {help.map((one) => (
        <li key={one.id} className="help-line">
          <div className="row">
            <Link className="grow s b" to={`/deals/${one.dealId}`}>
              {one.deal}
            </Link>
            {onDecide && (
              <Button
                small
                name={t("forecast.decide.on", { deal: one.deal })}
                onClick={() => onDecide({ id: one.dealId, name: one.deal })}
              >
                {t("forecast.decide.verb")}
              </Button>
            )}
          </div>
          <HelpAnswer help={one} />
        </li>
      ))}
    </ul>
  );
}

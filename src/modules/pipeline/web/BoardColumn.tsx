import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { memo, useEffect, useId, useRef } from "react";
import type { Me } from "#modules/people/web/public.tsx";
import type { Present } from "#ui/words/relative.ts";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";
import type { BoardStage } from "../board.ts";
import { missingFields } from "../required.ts";
import { weighted } from "../stage.ts";
import { DealCard } from "./DealCard.tsx";
import { filledIn } from "./useDealVerbs.ts";
import { useFieldNames } from "./useFieldNames.ts";

type Props = {
  stage: BoardStage;
  currency: string;
  present: Present;
  me: Me;
  /** The card that is over this stage, coming from another. */
  incoming: DealShape | null;
  /** On a phone one stage is shown at a time. */
  shown: boolean;
  mayMove: (deal: DealShape) => boolean;
  onMenu: (deal: DealShape, at: HTMLElement) => void;
  onEnd: (stageId: string) => void;
};

/** A stage: what it holds is summed over all of its deals, not over the cards that are loaded. */
export const BoardColumn = memo(function BoardColumn(props: Props) {
  const { stage, currency, present, me, incoming, shown, mayMove, onMenu, onEnd } = props;
  const { t, formatMoney, formatNumber, formatPercent } = useWords();
  const id = useId();
  const place = useRef<HTMLElement>(null);
  const asks = useRef(stage.requires);
  asks.current = stage.requires;
  useEffect(() => {
    if (!place.current) return;
    return dropTargetForElements({
      element: place.current,
      getData: () => ({ stage: stage.id, name: stage.name, requires: asks.current }),
    });
  }, [stage.id, stage.name]);
  const end = useEndInSight(stage.next === null ? null : () => onEnd(stage.id));
  const classes = ["col", incoming && "target", shown && "show"].filter(Boolean).join(" ");
  return (
    <section ref={place} className={classes} aria-labelledby={id} data-stage={stage.id}>
      <header>
        <h2 id={id}>
          <span className="cut">{stage.name}</span>
          <span className="ink3 num">{formatNumber(stage.count)}</span>
          <span className="ink3 xs num at-end">{formatPercent(stage.probability / 100)}</span>
        </h2>
        <div className="sums num">
          <span className="nw">{formatMoney(stage.valueMinor, currency)}</span>
          <span className="cut">
            {t("pipeline.board.weighted", { value: formatMoney(stage.weightedMinor, currency, { whole: true }) })}
          </span>
        </div>
      </header>
      <ol>
        {incoming && <Landing deal={incoming} stage={stage} currency={currency} />}
        {stage.cards.map((deal) => (
          <DealCard
            key={deal.id}
            deal={deal}
            present={present}
            mine={deal.ownerId === me.personId}
            covered={deal.ownerId !== null && me.covers.includes(deal.ownerId)}
            mayMove={mayMove(deal)}
            onMenu={onMenu}
          />
        ))}
        {stage.count === 0 && !incoming && <li className="bare-stage xs ink2">{t("pipeline.board.empty_stage")}</li>}
        {stage.next !== null && (
          <li ref={end} className="more-cards xs ink2">
            {t("pipeline.board.more", { count: stage.count - stage.cards.length })}
          </li>
        )}
      </ol>
    </section>
  );
});

/** What the stage gains by a card that hangs over it, and what it will ask for. */
function Landing({ deal, stage, currency }: { deal: DealShape; stage: BoardStage; currency: string }) {
  const { t, formatMoney } = useWords();
  const fieldNames = useFieldNames();
  const missing = missingFields(stage.requires, filledIn(deal));
  const gained = formatMoney(weighted(deal.baseMinor, stage.probability), currency, { whole: true });
  return (
    <li className="drop num">
      <span>{t("pipeline.board.gains", { value: formatMoney(deal.baseMinor, currency), weighted: gained })}</span>
      {missing.length > 0 && <span>{t("pipeline.board.asks", { fields: fieldNames(missing) })}</span>}
    </li>
  );
}

function useEndInSight(onSeen: (() => void) | null) {
  const end = useRef<HTMLLIElement>(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;
  const waits = onSeen !== null;
  useEffect(() => {
    if (!end.current || !waits) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && seen.current?.(), {
      rootMargin: "400px",
    });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  });
  return end;
}

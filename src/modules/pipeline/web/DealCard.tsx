import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview";
import { memo, useEffect, useRef, useState } from "react";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Chip, StepMark } from "#ui/parts/Chip.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { Present } from "#ui/words/relative.ts";
import { useWords } from "#ui/words.tsx";
import type { CardShape, DealShape } from "../api.ts";
import { idleDays, type Rotting, rotting } from "../rotting.ts";
import { productsText, stepState, stepText } from "./step.ts";
import { titleOf } from "./useDealVerbs.ts";

type Props = {
  deal: CardShape;
  present: Present;
  mine: boolean;
  /** Its owner is away, and whoever looks stands in. */
  covered: boolean;
  mayMove: boolean;
  onMenu: (deal: DealShape, at: HTMLElement) => void;
};

export const DealCard = memo(function DealCard({ deal, present, mine, covered, mayMove, onMenu }: Props) {
  const words = useWords();
  const { t, formatMoney } = words;
  const { place, lifted } = useDraggable(deal, mayMove);
  const title = titleOf(deal);
  const sold = productsText(deal.lines) || deal.name;
  const idle = idleDays(deal.lastTouchAt, present);
  const rots = rotting(deal, present);
  return (
    <li ref={place} className={lifted ? "deal ghost" : "deal"} data-card={deal.id}>
      <Link to={`/deals/${deal.id}`} draggable={false}>
        <div className="l1">
          <span className="name cut">{title}</span>
          {deal.owner && <Avatar name={deal.owner} size="sm" me={mine} alone />}
        </div>
        <div className="l2">
          {covered && deal.owner && (
            <span className="nw t-info">{t("pipeline.card.covering_for", { name: deal.owner })}</span>
          )}
          <span className="cut grow">{sold === title ? "" : sold}</span>
          {idle > 0 && !rots && (
            <span className="nw num" title={t("pipeline.idle.long", { count: idle })}>
              {t("pipeline.idle.short", { count: idle })}
            </span>
          )}
        </div>
        <div className="l3">
          <span className="val num nw">{formatMoney(deal.value.minor, deal.value.currency)}</span>
          <StepMark state={stepState(deal.nextStep, present)}>{stepText(words, deal.nextStep, present)}</StepMark>
        </div>
        {deal.own && deal.own.length > 0 && <Own own={deal.own} />}
        <Marks deal={deal} rots={rots} today={present.today} />
      </Link>
      {mayMove && (
        <button
          type="button"
          className="btn quiet sm ico card-more"
          aria-label={t("pipeline.card.menu", { deal: title })}
          aria-haspopup="menu"
          onClick={(event) => onMenu(deal, event.currentTarget)}
        >
          <Icon name="more" />
        </button>
      )}
    </li>
  );
});

/** The workspace's own fields that an admin chose for cards. */
function Own({ own }: { own: NonNullable<CardShape["own"]> }) {
  const { t, formatMoney, formatNumber, formatDate, formatMoment } = useWords();
  const say = ({ type, value }: (typeof own)[number]): string => {
    if (typeof value === "object") return formatMoney(value.minor, value.currency);
    if (typeof value === "number") return formatNumber(value);
    if (typeof value === "boolean") return t(value ? "pipeline.own.yes" : "pipeline.own.no");
    if (type === "date") return formatDate(value, "short");
    return type === "moment" ? formatMoment(value) : value;
  };
  return (
    <div className="l2">
      {own.map((one) => (
        <span key={one.label} className="cut">
          {one.label}: {say(one)}
        </span>
      ))}
    </div>
  );
}

/** Why one should look at it: it rots, it was put off, its customer's decision is late; and how sure the rep is. */
function Marks({ deal, rots, today }: { deal: DealShape; rots: Rotting | null; today: string }) {
  const { t } = useWords();
  const isLate = deal.decisionDue !== null && deal.decisionDue < today;
  if (!rots && deal.slips === 0 && !isLate && !deal.rank) return null;
  return (
    <div className="l4">
      {rots && (
        <Chip meaning="risk" icon="warn">
          {t("pipeline.rot.short", { ...rots })}
        </Chip>
      )}
      {isLate && <Chip meaning="risk">{t("pipeline.decision.late")}</Chip>}
      {deal.slips > 0 && <Chip>{t("pipeline.slips.short", { count: deal.slips })}</Chip>}
      {deal.rank && <Chip>{deal.rank}</Chip>}
    </div>
  );
}

function useDraggable(deal: DealShape, mayMove: boolean) {
  const place = useRef<HTMLLIElement>(null);
  const [lifted, setLifted] = useState(false);
  const latest = useRef(deal);
  latest.current = deal;
  useEffect(() => {
    const element = place.current;
    if (!element || !mayMove) return;
    return draggable({
      element,
      getInitialData: () => ({ deal: latest.current }),
      onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
        const box = element.getBoundingClientRect();
        const { clientX, clientY } = location.initial.input;
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: () => ({ x: clientX - box.left + 12, y: clientY - box.top + 12 }),
          render: ({ container }) => void container.append(previewOf(element, box.width)),
        });
      },
      onDragStart: () => setLifted(true),
      onDrop: () => setLifted(false),
    });
  }, [mayMove]);
  return { place, lifted };
}

/** The card as it hangs from the pointer: a little turned, its own size. */
function previewOf(card: HTMLElement, width: number): HTMLElement {
  const around = document.createElement("div");
  around.className = "lift-around";
  const copy = card.cloneNode(true);
  if (copy instanceof HTMLElement) {
    copy.classList.add("lift");
    copy.style.width = `${width}px`;
    around.append(copy);
  }
  return around;
}

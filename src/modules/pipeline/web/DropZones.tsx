import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef } from "react";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";

export type Ending = "won" | "lost";

/** Rise at the foot of the board while a card is dragged. */
export function DropZones({ deal, over }: { deal: DealShape; over: Ending | null }) {
  return (
    <div className="zones">
      <Zone ending="lost" deal={deal} isOver={over === "lost"} />
      <Zone ending="won" deal={deal} isOver={over === "won"} />
    </div>
  );
}

function Zone({ ending, deal, isOver }: { ending: Ending; deal: DealShape; isOver: boolean }) {
  const { t, formatMoney } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    return dropTargetForElements({ element: place.current, getData: () => ({ ending }) });
  }, [ending]);
  const value = formatMoney(deal.value.minor, deal.value.currency);
  return (
    <div ref={place} className={isOver ? `zone ${ending} over` : `zone ${ending}`} data-ending={ending}>
      <Icon name={ending === "won" ? "check" : "x"} small />
      <span className="b">{t(`pipeline.status.${ending}`)}</span>
      {ending === "won" && <span className="num">{t("pipeline.board.adds", { value })}</span>}
    </div>
  );
}

import { useNavigate } from "react-router";
import { MenuAt } from "#ui/parts/MenuAt.tsx";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";
import { type DealVerbs, titleOf } from "./useDealVerbs.ts";

type Props = {
  deal: DealShape;
  at: HTMLElement;
  stages: readonly { id: string; name: string }[];
  verbs: DealVerbs;
  onLose: () => void;
  onClose: () => void;
};

/** Moving without dragging: arrows choose, Enter drops. */
export function CardMenu({ deal, at, stages, verbs, onLose, onClose }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <MenuAt
      at={at}
      label={t("pipeline.card.menu", { deal: titleOf(deal) })}
      onClose={onClose}
      items={[
        { head: t("pipeline.card.move_to") },
        ...stages.map((stage) => ({
          label: stage.name,
          checked: stage.id === deal.stageId,
          run: () => verbs.move(deal, stage),
        })),
        { head: t("pipeline.card.close") },
        { label: t("pipeline.status.won"), icon: "check" as const, keys: "w", run: () => verbs.win(deal) },
        { label: t("pipeline.card.lost"), icon: "x" as const, keys: "x", run: onLose },
        { head: titleOf(deal) },
        { label: t("ui.keys.open"), icon: "arrow" as const, run: () => void navigate(`/deals/${deal.id}`) },
      ]}
    />
  );
}

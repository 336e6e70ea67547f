import { useNavigate } from "react-router";
import { MenuAt } from "#ui/parts/MenuAt.tsx";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";
import type { Board } from "../board.ts";
import { stageLike } from "../stage.ts";
import { type DealVerbs, titleOf } from "./useDealVerbs.ts";
import { usePipelines } from "./usePipelines.ts";

type Props = {
  deal: DealShape;
  at: HTMLElement;
  board: Board;
  verbs: DealVerbs;
  onLose: () => void;
  onClose: () => void;
};

/** Moving without dragging: arrows choose, Enter drops. */
export function CardMenu({ deal, at, board, verbs, onLose, onClose }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { pipelines, ranks } = usePipelines();
  const own = pipelines.find((one) => one.id === board.pipelineId);
  return (
    <MenuAt
      at={at}
      label={t("pipeline.card.menu", { deal: titleOf(deal) })}
      onClose={onClose}
      items={[
        { head: t("pipeline.card.move_to") },
        ...board.stages.map((stage) => ({
          label: stage.name,
          checked: stage.id === deal.stageId,
          run: () => verbs.move(deal, stage),
        })),
        ...pipelines
          .filter((one) => one.id !== board.pipelineId)
          .flatMap((other) => {
            const stage = stageLike({ name: deal.stage }, own?.stages ?? [], other.stages);
            const label = stage && t("pipeline.card.to_pipeline", { pipeline: other.name, stage: stage.name });
            return stage && label ? [{ label, run: () => verbs.move(deal, stage) }] : [];
          }),
        ...(ranks.length > 0 ? [{ head: t("pipeline.field.rank") }] : []),
        ...ranks.map((rank) => ({
          label: rank.name,
          checked: rank.id === deal.rankId,
          run: () => verbs.rank(deal, rank.id === deal.rankId ? null : rank),
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

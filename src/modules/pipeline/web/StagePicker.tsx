import { useWords } from "#ui/words.tsx";
import type { BoardStage } from "../board.ts";

type Props = { stages: readonly BoardStage[]; current: string | undefined; onChoose: (stageId: string) => void };

/** On a phone the board is one stage at a time. */
export function StagePicker({ stages, current, onChoose }: Props) {
  const { t, formatNumber } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that choose are no set of fields
    <div className="stages" role="group" aria-label={t("pipeline.board.stages")}>
      {stages.map((stage) => (
        <button
          key={stage.id}
          type="button"
          className={stage.id === current ? "btn on" : "btn"}
          aria-pressed={stage.id === current}
          onClick={() => onChoose(stage.id)}
        >
          <b className="num">{formatNumber(stage.count)}</b>
          <span className="cut">{stage.name}</span>
        </button>
      ))}
    </div>
  );
}

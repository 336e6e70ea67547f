import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import type { SeenDeal, useFactEdit } from "./useFactEdit.ts";

/** Someone else changed the deal meanwhile: what it says now, what one wanted, and which of them stays. */
export function ClashNote({ deal, edit }: { deal: SeenDeal; edit: ReturnType<typeof useFactEdit> }) {
  const words = useWords();
  const { t } = words;
  if (edit.refusal && edit.open === null) return <div className="note err">{sentenceOf(words, edit.refusal)}</div>;
  if (!edit.clash) return null;
  return (
    <div className="clash" role="alert">
      <Icon name="warn" small />
      <span className="grow">
        {t("pipeline.clash.said", { mine: edit.clash.shown, theirs: edit.clash.theirs(deal) })}
      </span>
      <Button small onClick={edit.keepTheirs}>
        {t("pipeline.clash.theirs")}
      </Button>
      <Button small onClick={edit.keepMine}>
        {t("pipeline.clash.mine")}
      </Button>
    </div>
  );
}

import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { RecordEdit } from "#ui/useRecordEdit.ts";
import { useWords } from "#ui/words.tsx";

/** Someone else changed the record meanwhile: what it says now, what one wanted, and which of them stays. */
export function ClashNote<Seen, Fields>({ record, edit }: { record: Seen; edit: RecordEdit<Seen, Fields> }) {
  const { t } = useWords();
  if (!edit.clash) return null;
  return (
    <div className="clash" role="alert">
      <Icon name="warn" small />
      <span className="grow">{t("ui.clash.said", { mine: edit.clash.shown, theirs: edit.clash.theirs(record) })}</span>
      <Button small onClick={edit.keepTheirs}>
        {t("ui.clash.theirs")}
      </Button>
      <Button small onClick={edit.keepMine}>
        {t("ui.clash.mine")}
      </Button>
    </div>
  );
}

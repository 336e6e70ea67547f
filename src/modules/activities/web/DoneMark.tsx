import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";
import { isWords } from "../activity.ts";
import type { DrawnActivity } from "../api.ts";
import { useAskNext } from "./AsksNext.tsx";

type Props = {
  one: Pick<DrawnActivity, "id" | "subject" | "kind" | "doneAt" | "mayWrite">;
  /** Where a bare tick would read as done already. */
  inWords?: boolean;
};

/** Closes what is to be done where it stands small: in a calendar, in a list. A meeting says how it went instead. */
export function DoneMark({ one, inWords }: Props) {
  const { t } = useWords();
  const askNext = useAskNext();
  if (!one.mayWrite || one.doneAt !== null || one.kind === "meeting" || isWords(one.kind)) return null;
  const verb = { name: t("activities.close.verb", { title: one.subject }), onClick: () => askNext({ activity: one }) };
  if (!inWords) return <Button quiet small icon="check" className="done-mark" {...verb} />;
  return (
    <Button small className="done-mark" {...verb}>
      {t("activities.done")}
    </Button>
  );
}

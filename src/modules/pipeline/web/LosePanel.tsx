import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextArea } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";
import { type LoseReason, titleOf } from "./useDealVerbs.ts";
import { usePipelines } from "./usePipelines.ts";

type Props = { deal: DealShape; as?: "won" | "lost"; onLose: (reason: LoseReason) => void; onClose: () => void };

/** Asks why: from the list, in words, or both. What was learnt is worth more than the tidy board. */
export function LosePanel({ deal, as = "lost", onLose, onClose }: Props) {
  const { t } = useWords();
  const { reasons } = usePipelines();
  const [reasonId, setReasonId] = useState("");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const isMissing = as === "lost" && reasonId === "" && text.trim() === "";
  const handleLose = () => {
    setTried(true);
    if (!isMissing) onLose({ reasonId: reasonId || null, reasonText: text.trim() || null });
  };
  return (
    <Dialog
      title={t(as === "lost" ? "pipeline.lose.title" : "pipeline.win.title", { deal: titleOf(deal) })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary onClick={handleLose}>
            {t(as === "lost" ? "pipeline.lose.verb" : "pipeline.win.verb")}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          handleLose();
        }}
      >
        <Select
          label={t("pipeline.lose.reason")}
          optional={as === "won"}
          value={reasonId}
          onChange={setReasonId}
          choices={reasons.filter(({ kind }) => kind === as).map(({ id, name }) => ({ value: id, label: name }))}
          error={tried && isMissing ? t("pipeline.refusal.pipeline.reason_missing") : undefined}
        />
        <TextArea
          label={t("pipeline.lose.text")}
          hint={t(as === "lost" ? "pipeline.lose.hint" : "pipeline.win.hint")}
          optional
          value={text}
          onChange={setText}
        />
      </form>
    </Dialog>
  );
}

import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { TextArea } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";

type Props = {
  title: string;
  label: string;
  lead?: string;
  verb: string;
  /** Reasons that are said often: one press writes them. */
  quick?: readonly string[];
  onSay: (reason: string) => void;
  onClose: () => void;
};

/** Asks why, in words. */
export function ReasonPanel({ title, label, lead, verb, quick = [], onSay, onClose }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const say = () => {
    setTried(true);
    if (reason.trim()) onSay(reason.trim());
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary onClick={say}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          say();
        }}
      >
        {lead && <p className="ink2">{lead}</p>}
        <TextArea
          label={label}
          autoFocus
          value={reason}
          onChange={setReason}
          error={tried && !reason.trim() ? t("pipeline.refusal.pipeline.reason_missing") : undefined}
        />
        {quick.length > 0 && (
          <div className="row wrap">
            {quick.map((one) => (
              <Button key={one} small onClick={() => setReason(one)}>
                {one}
              </Button>
            ))}
          </div>
        )}
      </form>
    </Dialog>
  );
}

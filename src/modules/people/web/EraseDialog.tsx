import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { nameKey } from "../person.ts";

type Props = {
  name: string;
  /** What goes, and what stays. */
  what: string;
  stays: string;
  write: { sending: boolean; mayWrite: boolean; refusal: Error | null };
  onErase: (name: string) => void;
  onClose: () => void;
};

/** Asks before something that nothing brings back, and names what will happen. */
export function EraseDialog({ name, what, stays, write, onErase, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState("");
  const isTyped = nameKey(typed) === nameKey(name);
  return (
    <Dialog
      title={t("people.erase.title", { name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button
            className="bad"
            disabled={!isTyped || write.sending || !write.mayWrite}
            onClick={() => onErase(typed)}
          >
            {t("people.erase.do")}
          </Button>
        </>
      }
    >
      <div className="form">
        <p>{what}</p>
        <p>{stays}</p>
        <p className="s ink2">{t("people.erase.backups")}</p>
        <TextInput
          label={t("people.erase.type", { name })}
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          error={faultAt(words, write.refusal, "/name")}
        />
      </div>
    </Dialog>
  );
}

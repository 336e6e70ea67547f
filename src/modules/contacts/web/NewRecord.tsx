import type { ReactNode } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { useWords } from "#ui/words.tsx";

type Props = {
  title: string;
  /** A refusal that belongs to no field. */
  error: Error | null;
  disabled: boolean;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** The dialog in which a record is made. */
export function NewRecord({ title, error, disabled, onSave, onClose, children }: Props) {
  const { t } = useWords();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary keys="mod+enter" disabled={disabled} onClick={onSave}>
            {t("ui.part.save")}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onSave();
        }}
      >
        {error && <Problem error={error} />}
        {children}
        <button type="submit" className="sr" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}

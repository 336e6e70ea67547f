import { type ReactNode, useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { useWords } from "#ui/words.tsx";
import type { CellShape, ListFieldShape } from "../api.ts";
import { FieldInput, sent } from "./FieldInput.tsx";
import { useLabels } from "./labels.ts";

type Props = {
  field: ListFieldShape;
  value: CellShape;
  name: string;
  currency: string;
  disabled: boolean;
  onSet: (fields: Record<string, unknown>) => void;
  children: ReactNode;
};

/** A cell that can be changed where it stands: its pencil shows when the row is pointed at or has the focus. */
export function EditCell({ field, value, name, currency, disabled, onSet, children }: Props) {
  const { t } = useWords();
  const labels = useLabels();
  const [draft, setDraft] = useState<{ value: CellShape } | null>(null);
  const label = labels.of(field);
  const save = () => {
    if (!draft || !field.edits) return;
    onSet({ [field.edits]: sent(draft.value) });
    setDraft(null);
  };
  return (
    <span className="edit-cell">
      <span className="cut">{children}</span>
      <Button
        quiet
        small
        icon="edit"
        disabled={disabled}
        name={t("lists.edit_cell", { field: label, name })}
        onClick={() => setDraft({ value })}
      />
      {draft && (
        <Dialog
          title={t("lists.edit_cell", { field: label, name })}
          onClose={() => setDraft(null)}
          foot={
            <Button primary onClick={save}>
              {t("lists.save")}
            </Button>
          }
        >
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <FieldInput
              field={field}
              value={draft.value}
              currency={currency}
              onChange={(next) => setDraft({ value: next })}
            />
          </form>
        </Dialog>
      )}
    </span>
  );
}

import { useState } from "react";
import { useKeys } from "#ui/frame/keys.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Checkbox, Select } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";
import type { CellShape, ListFieldShape } from "../api.ts";
import { FieldInput, sent } from "./FieldInput.tsx";
import { useLabels } from "./labels.ts";
import type { useChangeMany } from "./useChangeMany.ts";

/** What is chosen: rows by hand, or all of the filter. */
export type Chosen = { ids: readonly string[]; isAll: boolean; count: number };

type Props = {
  chosen: Chosen;
  /** How many the filter finds, when that is more than what is chosen. */
  all: { count: number; isCapped: boolean } | undefined;
  fields: readonly ListFieldShape[];
  mayRemove: boolean;
  currency: string;
  many: ReturnType<typeof useChangeMany>;
  onAll: () => void;
  onClear: () => void;
  onChange: (fields: Record<string, unknown>) => void;
  onRemove: () => void;
};

/** What can be done with the rows that are selected. */
export function BulkBar({ chosen, all, fields, mayRemove, currency, many, onAll, onClear, onChange, onRemove }: Props) {
  const { t, rich, formatNumber } = useWords();
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const editable = fields.filter((field) => field.edits !== null);
  useKeys([{ keys: "Escape", label: "lists.unselect", run: onClear }]);
  const { progress } = many;
  return (
    <div className="bulk" role="toolbar" aria-label={t("lists.edit_many")}>
      <span className="s num" role="status">
        {progress
          ? t("lists.under_way", { done: progress.done, total: progress.total })
          : rich("lists.selected", { count: chosen.count })}
      </span>
      {all && !chosen.isAll && all.count > chosen.count && (
        <Button quiet small onClick={onAll}>
          {t("lists.select_all", { count: all.isCapped ? `${formatNumber(all.count)}+` : formatNumber(all.count) })}
        </Button>
      )}
      <span className="div" />
      {editable.length > 0 && (
        <Button quiet small icon="edit" disabled={many.busy} onClick={() => setEditing(true)}>
          {t("lists.edit_many")}
        </Button>
      )}
      {mayRemove && (
        <Button quiet small icon="trash" disabled={many.busy} onClick={() => setRemoving(true)}>
          {t("lists.delete_many")}
        </Button>
      )}
      <span className="div" />
      <Button quiet small icon="x" name={t("lists.unselect")} onClick={onClear} />
      {editing && (
        <EditDialog
          fields={editable}
          currency={currency}
          count={chosen.count}
          onSet={(set) => {
            setEditing(false);
            onChange(set);
          }}
          onClose={() => setEditing(false)}
        />
      )}
      {removing && (
        <Dialog
          title={t("lists.delete_title", { count: chosen.count })}
          onClose={() => setRemoving(false)}
          foot={
            <Button
              className="bad"
              onClick={() => {
                setRemoving(false);
                onRemove();
              }}
            >
              {t("lists.delete_many")}
            </Button>
          }
        >
          <p>{t("lists.delete_text")}</p>
        </Dialog>
      )}
    </div>
  );
}

type EditProps = {
  fields: readonly ListFieldShape[];
  currency: string;
  count: number;
  onSet: (fields: Record<string, unknown>) => void;
  onClose: () => void;
};

function EditDialog({ fields, currency, count, onSet, onClose }: EditProps) {
  const { t } = useWords();
  const labels = useLabels();
  const [id, setId] = useState("");
  const [value, setValue] = useState<CellShape>(null);
  const [isBlank, setBlank] = useState(false);
  const field = fields.find((one) => one.id === id);
  const isReady = field !== undefined && (isBlank || value !== null);
  return (
    <Dialog
      title={t("lists.edit_many")}
      onClose={onClose}
      foot={
        <Button
          primary
          disabled={!isReady}
          onClick={() => field?.edits && onSet({ [field.edits]: isBlank ? null : sent(value) })}
        >
          {t("lists.set")} ({count})
        </Button>
      }
    >
      <div className="form">
        <Select
          label={t("lists.field")}
          value={id}
          choices={fields.map((one) => ({ value: one.id, label: labels.of(one) }))}
          onChange={(next) => {
            setId(next);
            setValue(fields.find((one) => one.id === next)?.type === "yesNo" ? false : null);
          }}
        />
        {field && !isBlank && <FieldInput field={field} value={value} currency={currency} onChange={setValue} />}
        {field && <Checkbox label={t("lists.blank")} checked={isBlank} onChange={setBlank} />}
      </div>
    </Dialog>
  );
}

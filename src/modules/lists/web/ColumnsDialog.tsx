import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Checkbox, Select } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";
import type { ListFieldShape } from "../api.ts";
import { useLabels } from "./labels.ts";

type Props = {
  fields: readonly ListFieldShape[];
  columns: readonly string[];
  pinned: number;
  onChange: (part: { columns?: string[]; pinned?: number }) => void;
  onClose: () => void;
};

/** Which columns a list shows, in which order, and how many of them stay while the rest scrolls. Takes effect at once. */
export function ColumnsDialog({ fields, columns, pinned, onChange, onClose }: Props) {
  const { t, formatNumber } = useWords();
  const labels = useLabels();
  const shown = columns.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  const others = fields.filter((field) => !columns.includes(field.id));
  const move = (at: number, to: number) => {
    const next = [...columns];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) onChange({ columns: next.toSpliced(to, 0, moved) });
  };
  return (
    <Dialog title={t("lists.columns_title")} onClose={onClose} side>
      <ul className="list-columns">
        {shown.map((field, at) => {
          const column = labels.of(field);
          return (
            <li key={field.id} className="row">
              <span className="grow">
                <Checkbox
                  label={column}
                  checked
                  disabled={shown.length === 1}
                  onChange={() => onChange({ columns: columns.filter((id) => id !== field.id) })}
                />
              </span>
              <Button
                quiet
                small
                icon="up"
                name={t("lists.column_up", { column })}
                disabled={at === 0}
                onClick={() => move(at, at - 1)}
              />
              <Button
                quiet
                small
                icon="down"
                name={t("lists.column_down", { column })}
                disabled={at === shown.length - 1}
                onClick={() => move(at, at + 1)}
              />
            </li>
          );
        })}
        {others.map((field) => (
          <li key={field.id}>
            <Checkbox
              label={labels.of(field)}
              checked={false}
              onChange={() => onChange({ columns: [...columns, field.id] })}
            />
          </li>
        ))}
      </ul>
      <Select
        label={t("lists.pinned")}
        value={String(pinned)}
        choices={["1", "2", "3", "4"].map((value) => ({ value, label: formatNumber(Number(value)) }))}
        onChange={(value) => onChange({ pinned: Number(value) })}
      />
    </Dialog>
  );
}

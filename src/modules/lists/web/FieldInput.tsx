import { useEverybody } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Combobox } from "#ui/parts/Combobox.tsx";
import { Checkbox, Select, TextArea, TextInput } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";
import type { CellShape, ListFieldShape } from "../api.ts";
import { majorOf, minorOf } from "./amount.ts";
import { useLabels } from "./labels.ts";
import { ManyChoice } from "./ManyChoice.tsx";
import { findRecords } from "./ValueInput.tsx";

type Props = { field: ListFieldShape; value: CellShape; currency: string; onChange: (value: CellShape) => void };

/** The control that sets a field of a record, by its type. Null is blank. */
export function FieldInput({ field, value, currency, onChange }: Props) {
  const { t } = useWords();
  const labels = useLabels();
  const { data } = useEverybody();
  const { zone } = useNow();
  const label = labels.of(field);
  const text = typeof value === "string" ? value : "";
  if (field.drawn === "longText")
    return <TextArea label={label} value={text} onChange={(next) => onChange(next === "" ? null : next)} />;
  if (field.drawn === "choices") {
    const options = (field.choices ?? []).map((choice) => ({ value: choice.value, label: labels.say(choice.label) }));
    return (
      <ManyChoice label={label} options={options} chosen={Array.isArray(value) ? value : []} onChange={onChange} />
    );
  }
  switch (field.type) {
    case "choice":
      return (
        <Select
          label={label}
          value={text}
          choices={(field.choices ?? []).map((choice) => ({ value: choice.value, label: labels.say(choice.label) }))}
          onChange={onChange}
        />
      );
    case "person":
      return (
        <Select
          label={label}
          value={typeof value === "object" && value !== null && "id" in value ? value.id : text}
          choices={(data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onChange}
        />
      );
    case "record":
      return (
        <Combobox
          label={label}
          value={
            typeof value === "object" && value !== null && "id" in value
              ? { id: value.id, label: value.name ?? t("lists.hidden_name") }
              : null
          }
          find={(typed, signal) => findRecords(field.record ?? "", typed, signal)}
          onChange={(option) => onChange(option && { id: option.id, name: option.label })}
        />
      );
    case "yesNo":
      return <Checkbox label={label} checked={value === true} onChange={onChange} />;
    case "money": {
      const amount = typeof value === "object" && value !== null && "minor" in value ? value : null;
      const unit = amount?.currency ?? currency;
      return (
        <TextInput
          label={`${label} (${unit})`}
          inputMode="decimal"
          value={amount ? majorOf(amount) : ""}
          onChange={(next) => onChange(minorOf(next, unit))}
        />
      );
    }
    case "number":
      return (
        <TextInput
          label={label}
          type="number"
          step="any"
          value={typeof value === "number" ? String(value) : ""}
          onChange={(next) => onChange(next === "" ? null : Number(next))}
        />
      );
    case "date":
      return (
        <TextInput label={label} type="date" value={text} onChange={(next) => onChange(next === "" ? null : next)} />
      );
    case "moment":
      return (
        <TextInput
          label={label}
          type="datetime-local"
          value={text === "" ? "" : localText(text, zone)}
          onChange={(next) => onChange(next === "" ? null : momentText(next, zone))}
        />
      );
    default:
      return <TextInput label={label} value={text} onChange={(next) => onChange(next === "" ? null : next)} />;
  }
}

/** What a route takes for it: a record by its id. */
export function sent(value: CellShape): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}

/** A moment as the clock on the workspace's wall shows it, and back. */
function localText(at: string, zone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
}

function momentText(local: string, zone: string): string {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString();
}

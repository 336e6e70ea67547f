import { minorDigits } from "#lib/currency.ts";
import { type Condition, type ConditionValue, me, myTeam, spans, teamValue } from "#lib/filter.ts";
import { useEverybody } from "#modules/people/web/public.tsx";
import { call } from "#ui/call.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type ListFieldShape, listRowsRoute } from "../api.ts";
import { useLabels } from "./labels.ts";
import { ManyChoice } from "./ManyChoice.tsx";

type Props = {
  field: ListFieldShape;
  condition: Condition;
  currency: string;
  onChange: (value: ConditionValue | undefined) => void;
};

/** The control for what a question asks: a word, a number, days, people, choices. Nothing where the question says it all. */
export function ValueInput({ field, condition, currency, onChange }: Props) {
  const { t } = useWords();
  const { is, value } = condition;
  if (["empty", "filled", "yes", "no"].includes(is)) return null;
  if (is === "during") {
    return (
      <select
        className="field sm"
        aria-label={t("lists.value")}
        value={String(value ?? "")}
        onChange={(event) => onChange(event.target.value)}
      >
        {spans.map((span) => (
          <option key={span} value={span}>
            {t(`lists.span.${span}`)}
          </option>
        ))}
      </select>
    );
  }
  if (is === "between") return <Between {...{ field, condition, currency, onChange }} />;
  if (is === "inLast" || is === "notInLast" || is === "inNext")
    return <NumberInput label={t("lists.value")} value={value} onChange={onChange} />;
  switch (field.type) {
    case "choice":
      return <Choices {...{ field, condition, onChange }} />;
    case "person":
      return <People {...{ condition, onChange }} />;
    case "record":
      return <Records {...{ field, condition, onChange }} />;
    case "date":
    case "moment":
      return <DayInput label={t("lists.value")} value={value} onChange={onChange} />;
    case "text":
      return (
        <input
          className="field sm"
          aria-label={t("lists.value")}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      );
    default:
      return (
        <NumberInput label={t("lists.value")} value={value} onChange={onChange} scale={scaleOf(field, currency)} />
      );
  }
}

/** Amounts are typed in major units and asked in minor ones. */
function scaleOf(field: ListFieldShape, currency: string): number {
  return field.type === "money" ? 10 ** minorDigits(currency) : 1;
}

type One = { label: string; value: ConditionValue | undefined; onChange: (value: ConditionValue | undefined) => void };

function NumberInput({ label, value, onChange, scale = 1 }: One & { scale?: number }) {
  return (
    <input
      className="field sm short"
      type="number"
      inputMode="decimal"
      step="any"
      aria-label={label}
      value={typeof value === "number" ? value / scale : ""}
      onChange={(event) =>
        onChange(event.target.value === "" ? undefined : Math.round(Number(event.target.value) * scale * 1e6) / 1e6)
      }
    />
  );
}

function DayInput({ label, value, onChange }: One) {
  return (
    <input
      className="field sm"
      type="date"
      aria-label={label}
      value={String(value ?? "")}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}

function Between({ field, condition, currency, onChange }: Props) {
  const { t } = useWords();
  const [from, to] = Array.isArray(condition.value) ? condition.value : [undefined, undefined];
  const isDay = field.type === "date" || field.type === "moment";
  const scale = scaleOf(field, currency);
  const put = (one: ConditionValue | undefined, other: ConditionValue | undefined) => {
    if (isDay) onChange([String(one ?? ""), String(other ?? "")]);
    else onChange([Number(one ?? 0), Number(other ?? 0)]);
  };
  const Input = isDay ? DayInput : NumberInput;
  return (
    <>
      <Input label={t("lists.value")} value={from} onChange={(one) => put(one, to)} scale={scale} />
      <span className="s ink2">{t("lists.to_value")}</span>
      <Input label={t("lists.to_value")} value={to} onChange={(one) => put(from, one)} scale={scale} />
    </>
  );
}

type Chosen = { field: ListFieldShape; condition: Condition; onChange: (value: ConditionValue | undefined) => void };

function chosenIn({ value }: Condition): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function Choices({ field, condition, onChange }: Chosen) {
  const { t } = useWords();
  const labels = useLabels();
  const options = (field.choices ?? []).map((choice) => ({ value: choice.value, label: labels.say(choice.label) }));
  return (
    <ManyChoice
      label={t("lists.value")}
      options={options}
      chosen={chosenIn(condition)}
      onChange={(chosen) => onChange(chosen.length > 0 ? chosen : undefined)}
    />
  );
}

function People({ condition, onChange }: Omit<Chosen, "field">) {
  const { t } = useWords();
  const { data } = useEverybody();
  const options = [
    { value: me, label: t("lists.me") },
    { value: myTeam, label: t("lists.my_team") },
    ...(data?.teams ?? []).map(({ id, name }) => ({ value: teamValue(id), label: t("lists.team", { name }) })),
    ...(data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <ManyChoice
      label={t("lists.value")}
      options={options}
      chosen={chosenIn(condition)}
      onChange={(chosen) => onChange(chosen.length > 0 ? chosen : undefined)}
    />
  );
}

/** The list in which a kind of record is found by its name. */
export const listOf: Readonly<Record<string, string>> = {
  organization: "organizations",
  contact: "contacts",
  deal: "deals",
};

export async function findRecords(record: string, text: string, signal: AbortSignal): Promise<Option[]> {
  const list = listOf[record];
  if (!list) return [];
  const query = { limit: 8, ...(text.trim() ? { q: text.trim() } : {}) };
  const found = await call(listRowsRoute, { params: { list }, query }, { signal });
  return found.rows.map(({ id, title }) => ({ id, label: title }));
}

function Records({ field, condition, onChange }: Chosen) {
  const { t } = useWords();
  const ids = chosenIn(condition);
  const record = field.record ?? "";
  const names = useNames(record, ids);
  return (
    <span className="row records">
      {ids.map((id) => (
        <span key={id} className="pill">
          {names.get(id) ?? t("lists.hidden_name")}
          <Button
            quiet
            small
            icon="x"
            name={t("lists.remove_condition")}
            onClick={() => onChange(ids.length > 1 ? ids.filter((one) => one !== id) : undefined)}
          />
        </span>
      ))}
      <Combobox
        label={t("lists.value")}
        bareLabel
        value={null}
        find={(text, signal) => findRecords(record, text, signal)}
        onChange={(option) => option && onChange([...ids.filter((id) => id !== option.id), option.id])}
      />
    </span>
  );
}

function useNames(record: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const filter = JSON.stringify({ all: [{ field: "id", is: "anyOf", value: ids }] });
  const { data } = useRead(
    listRowsRoute,
    { params: { list: listOf[record] ?? "deals" }, query: { filter, limit: 100 } },
    { when: ids.length > 0 && record in listOf, keep: true },
  );
  return new Map((data?.rows ?? []).map(({ id, title }) => [id, title]));
}

import { type Condition, type Filter, type FilterPart, fits, isGroup, operatorsOf, partsOf } from "#lib/filter.ts";
import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";
import type { ListFieldShape } from "../api.ts";
import { useLabels } from "./labels.ts";
import { ValueInput } from "./ValueInput.tsx";

type Props = {
  fields: readonly ListFieldShape[];
  currency: string;
  /** What is being written; a condition that lacks its value stands here and is not asked yet. */
  draft: Filter;
  onChange: (draft: Filter) => void;
};

/** The filter as a sentence: lines joined by "and", of which each may be a group joined by "or". */
export function FilterSentence({ fields, currency, draft, onChange }: Props) {
  const { t } = useWords();
  const parts = partsOf(draft);
  const put = (at: number, part: FilterPart | undefined) =>
    onChange({ all: part ? parts.with(at, part) : parts.toSpliced(at, 1) });
  const begin = (): Condition => first(fields[0]);
  return (
    <>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <div className="ln" key={at}>
          <span className="op">{t(at === 0 ? "lists.where" : "lists.and")}</span>
          {isGroup(part) ? (
            <AnyOf group={part} fields={fields} currency={currency} onChange={(next) => put(at, next)} begin={begin} />
          ) : (
            <Line condition={part} fields={fields} currency={currency} onChange={(next) => put(at, next)} />
          )}
          <span className="grow" />
          <Button quiet small icon="x" name={t("lists.remove_condition")} onClick={() => put(at, undefined)} />
        </div>
      ))}
      <div className="ln">
        <Button quiet small icon="plus" onClick={() => onChange({ all: [...parts, begin()] })}>
          {t("lists.condition")}
        </Button>
        <Button quiet small icon="plus" onClick={() => onChange({ all: [...parts, { any: [begin(), begin()] }] })}>
          {t("lists.group")}
        </Button>
      </div>
    </>
  );
}

type GroupProps = {
  group: Filter;
  fields: readonly ListFieldShape[];
  currency: string;
  begin: () => Condition;
  onChange: (next: Filter | undefined) => void;
};

function AnyOf({ group, fields, currency, begin, onChange }: GroupProps) {
  const { t } = useWords();
  const parts = partsOf(group);
  const put = (next: readonly FilterPart[]) => onChange(next.length > 0 ? { any: next } : undefined);
  return (
    // biome-ignore lint/a11y/useSemanticElements: conditions of a sentence are no set of fields
    <div className="grp" role="group" aria-label={t("lists.any_of")}>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
        <span className="row" key={at}>
          {at > 0 && <span className="s ink2">{t("lists.or")}</span>}
          {!isGroup(part) && (
            <Line condition={part} fields={fields} currency={currency} onChange={(next) => put(parts.with(at, next))} />
          )}
          {parts.length > 1 && (
            <Button
              quiet
              small
              icon="x"
              name={t("lists.remove_condition")}
              onClick={() => put(parts.toSpliced(at, 1))}
            />
          )}
        </span>
      ))}
      <Button quiet small icon="plus" name={t("lists.condition")} onClick={() => put([...parts, begin()])} />
    </div>
  );
}

type LineProps = {
  condition: Condition;
  fields: readonly ListFieldShape[];
  currency: string;
  onChange: (next: Condition) => void;
};

function Line({ condition, fields, currency, onChange }: LineProps) {
  const { t } = useWords();
  const labels = useLabels();
  const field = fields.find((one) => one.id === condition.field);
  if (!field) return <span className="s ink2">{condition.field}</span>;
  return (
    <>
      <select
        className="field sm"
        aria-label={t("lists.field")}
        value={field.id}
        onChange={(event) => onChange(first(fields.find((one) => one.id === event.target.value)))}
      >
        {fields.map((one) => (
          <option key={one.id} value={one.id}>
            {labels.of(one)}
          </option>
        ))}
      </select>
      <select
        className="field sm"
        aria-label={t("lists.question")}
        value={condition.is}
        onChange={(event) => onChange(asked(field, condition, event.target.value))}
      >
        {operatorsOf[field.type].map((is) => (
          <option key={is} value={is}>
            {t(`lists.is.${is}`)}
          </option>
        ))}
      </select>
      <ValueInput
        field={field}
        condition={condition}
        currency={currency}
        onChange={(value) => onChange(valued(condition, value))}
      />
    </>
  );
}

/** The field's first question, without its value yet. */
function first(field: ListFieldShape | undefined): Condition {
  return field ? { field: field.id, is: operatorsOf[field.type][0] } : { field: "", is: "filled" };
}

/** Another question about the same field keeps the value where it still fits. */
function asked(field: ListFieldShape, condition: Condition, text: string): Condition {
  const is = operatorsOf[field.type].find((one) => one === text) ?? condition.is;
  const next: Condition = {
    field: condition.field,
    is,
    ...(condition.value === undefined ? {} : { value: condition.value }),
  };
  if (fits(field.type, next)) return next;
  return is === "during" ? { field: condition.field, is, value: "thisMonth" } : { field: condition.field, is };
}

function valued({ field, is }: Condition, value: Condition["value"]): Condition {
  return value === undefined ? { field, is } : { field, is, value };
}

/** Of a draft what can be asked already: conditions whose value is there. */
export function askable(draft: Filter, fields: readonly ListFieldShape[]): Filter {
  const known = new Map(fields.map((field) => [field.id, field]));
  const keep = (part: FilterPart): FilterPart[] => {
    if (isGroup(part)) {
      const inside = partsOf(part).flatMap(keep);
      return inside.length === 0 ? [] : ["all" in part ? { all: inside } : { any: inside }];
    }
    const field = known.get(part.field);
    return field && fits(field.type, part) ? [part] : [];
  };
  return { all: partsOf(draft).flatMap(keep) };
}

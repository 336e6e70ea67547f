import { Select } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import type { DryRun } from "../api.ts";
import { type DateForm, dateForms } from "../recogniseDates.ts";
import { type DecimalForm, decimalForms } from "../recogniseDecimals.ts";
import { fieldedBy, fieldOf, fieldsFor, type OwnField } from "../target.ts";
import type { Say } from "./MatchCard.tsx";
import { useFieldName } from "./useFieldName.ts";

type Props = {
  plan: DryRun;
  onSay: Say;
  /** Makes a field of the workspace's own for a column; nothing for those who may not. */
  onNewField: ((column: number) => void) | undefined;
};
type Shown = DryRun["columns"][number];

/** Each column of the file with its first values, where it goes, and what was found in it. */
export function ColumnsTable({ plan, ...does }: Props) {
  const { t } = useWords();
  return (
    <table className="tbl num matched">
      <caption className="sr">{t("imports.import.step.check")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("imports.import.column")}</th>
          <th scope="col">{t("imports.import.first_values")}</th>
          <th scope="col">{t("imports.import.goes_to")}</th>
          <th scope="col">{t("imports.import.found")}</th>
        </tr>
      </thead>
      <tbody>
        {plan.columns.map((column, at) => (
          <tr key={column.head}>
            <th scope="row" title={column.head}>
              {column.head}
            </th>
            <td className="ink2" title={column.firstValues.join(", ")}>
              {column.firstValues.slice(0, 2).join(", ")}
            </td>
            <td>
              <GoesTo plan={plan} column={column} at={at} {...does} />
            </td>
            <td>
              <FoundIn plan={plan} column={column} at={at} {...does} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ColumnProps = Props & { column: Shown; at: number };

const leftOut = "-";
const newField = "+";

function GoesTo({ plan, column, at, onSay, onNewField }: ColumnProps) {
  const { t } = useWords();
  const nameOf = useFieldName(plan.own);
  if (plan.kind === "unknown") return <span className="ink3">{t("imports.import.left_out")}</span>;
  const choices = [
    { value: leftOut, label: t("imports.import.left_out") },
    ...fieldsFor(plan.kind, ownIn(plan)).map(({ field }) => ({ value: field, label: nameOf(field) })),
    ...(onNewField && !column.field
      ? [{ value: newField, label: t("imports.import.new_field", { head: column.head }) }]
      : []),
  ];
  return (
    <Select
      bareLabel
      label={t("imports.import.goes_to_of", { column: column.head })}
      choices={choices}
      value={column.field ?? leftOut}
      onChange={(field) =>
        field === newField
          ? onNewField?.(at)
          : onSay({ columns: [{ column: at, field: field === leftOut ? null : field }] })
      }
    />
  );
}

/** The workspace's own fields that the file's rows have. */
function ownIn({ kind, own }: DryRun): OwnField[] {
  const record = kind === "unknown" ? null : fieldedBy(kind);
  return record ? own.map((field) => ({ ...field, record, choices: [] })) : [];
}

function FoundIn({ plan, column, at, onSay }: ColumnProps) {
  const { t } = useWords();
  if (plan.kind === "unknown" || !column.field) return <span className="ink3">{t("imports.found.left_out")}</span>;
  const value = fieldOf(plan.kind, column.field, ownIn(plan))?.value;
  const form = (more: { dates?: DateForm; decimals?: DecimalForm }) =>
    onSay({ columns: [{ column: at, field: column.field, ...more }] });
  return (
    <span className="found">
      <Said column={column} />
      {(value === "date" || value === "moment") && (
        <Select
          bareLabel
          label={t("imports.import.dates", { column: column.head })}
          choices={dateForms.map((one) => ({ value: one, label: t(`imports.import.dates.${one}`) }))}
          value={column.dates ?? "iso"}
          onChange={(dates) => form({ dates })}
        />
      )}
      {(value === "money" || value === "decimal" || value === "integer") && (
        <Select
          bareLabel
          label={t("imports.import.decimals", { column: column.head })}
          choices={decimalForms.map((one) => ({ value: one, label: t(`imports.import.decimals.${one}`) }))}
          value={column.decimals ?? "point"}
          onChange={(decimals) => form({ decimals })}
        />
      )}
    </span>
  );
}

function Said({ column }: { column: Shown }) {
  const { t, find } = useWords();
  const { notes, names, found, blank, field } = column;
  const note = notes[0] && find(`imports.note.${notes[0]}`);
  const isLacking = names > found;
  const text =
    note ??
    (names > 0
      ? t("imports.found.names", { found, names })
      : blank > 0
        ? t("imports.found.blank", { count: blank })
        : t(field === "key" ? "imports.found.key" : "imports.found.all"));
  const isWarned = Boolean(note) || isLacking;
  return (
    <span className={isWarned ? "said t-risk" : "said"}>
      <Icon name={isWarned ? "warn" : field === "key" ? "link" : "check"} small className={isWarned ? "" : "t-won"} />
      <span className="cut">{text}</span>
    </span>
  );
}

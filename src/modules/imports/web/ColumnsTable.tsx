import { Select } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import type { DryRun } from "../api.ts";
import { type DateForm, dateForms } from "../recogniseDates.ts";
import { type DecimalForm, decimalForms } from "../recogniseDecimals.ts";
import { fieldOf, targets } from "../target.ts";
import type { Say } from "./MatchCard.tsx";
import { useFieldName } from "./useFieldName.ts";

type Props = { plan: DryRun; onSay: Say };
type Shown = DryRun["columns"][number];

/** Each column of the file with its first values, where it goes, and what was found in it. */
export function ColumnsTable({ plan, onSay }: Props) {
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
              <GoesTo plan={plan} column={column} at={at} onSay={onSay} />
            </td>
            <td>
              <FoundIn plan={plan} column={column} at={at} onSay={onSay} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ColumnProps = Props & { column: Shown; at: number };

const leftOut = "-";

function GoesTo({ plan, column, at, onSay }: ColumnProps) {
  const { t } = useWords();
  const nameOf = useFieldName();
  if (plan.kind === "unknown") return <span className="ink3">{t("imports.import.left_out")}</span>;
  const choices = [
    { value: leftOut, label: t("imports.import.left_out") },
    ...targets[plan.kind].fields.map(({ field }) => ({ value: field, label: nameOf(field) })),
  ];
  return (
    <Select
      bareLabel
      label={t("imports.import.goes_to_of", { column: column.head })}
      choices={choices}
      value={column.field ?? leftOut}
      onChange={(field) => onSay({ columns: [{ column: at, field: field === leftOut ? null : field }] })}
    />
  );
}

function FoundIn({ plan, column, at, onSay }: ColumnProps) {
  const { t } = useWords();
  if (plan.kind === "unknown" || !column.field) return <span className="ink3">{t("imports.found.left_out")}</span>;
  const value = fieldOf(plan.kind, column.field)?.value;
  const form = (more: { dates?: DateForm; decimals?: DecimalForm }) =>
    onSay({ columns: [{ column: at, field: column.field, ...more }] });
  return (
    <span className="found">
      <Said column={column} />
      {value === "date" && (
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

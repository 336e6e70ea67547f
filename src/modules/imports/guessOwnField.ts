import { type FieldType, longestText } from "#modules/fields/field.ts";
import { cellText, isUnsaid } from "./blankCell.ts";
import { labelsIn } from "./planOwn.ts";
import type { CsvFile } from "./readCsv.ts";
import { recogniseDates } from "./recogniseDates.ts";
import { recogniseDecimals } from "./recogniseDecimals.ts";
import { tidyName } from "./tidyName.ts";

/** More labels than this are no list to choose from. */
const mostChoices = 30;
const sampledRows = 5000;

type Guessed = { label: string; type: FieldType; choices: string[] };

/** A field for a column that nothing fits: its type by what stands in it unless that is said, its choices where few words come again. */
export function guessOwnField(file: CsvFile, column: number, asked?: FieldType): Guessed {
  const cells = file.rows.map((row) => cellText(row.cells[column] ?? ""));
  const values = cells.filter((text) => text !== "" && !isUnsaid(text));
  const type = asked ?? typeOf(values.slice(0, sampledRows));
  const label = (file.heads[column] ?? "").replace(/^.+? - /, "").slice(0, 100);
  return { label, type, choices: choicesFor(type, values) };
}

/** In the order in which the file says them. */
function choicesFor(type: FieldType, values: readonly string[]): string[] {
  if (type !== "choice" && type !== "choices") return [];
  const labels = type === "choice" ? values.map(tidyName) : values.flatMap(labelsIn);
  return [...new Set(labels.map((label) => label.slice(0, 100)))].slice(0, 500);
}

function typeOf(values: readonly string[]): FieldType {
  const all = (holds: (value: string) => boolean) => values.length > 0 && values.every(holds);
  if (all((value) => /^(yes|no|true|false|はい|いいえ)$/i.test(value))) return "yes_no";
  if (all((value) => /^https?:\/\//i.test(value))) return "link";
  if (all((value) => /^\+?[\d\s()-]{9,}$/.test(value) && /^[+0]/.test(value))) return "phone";
  const dates = recogniseDates(values);
  if (dates && dates.unread === 0) return all((value) => /\d:\d{2}/.test(value)) ? "moment" : "date";
  const numbers = recogniseDecimals(values);
  if (numbers && numbers.unread === 0) return numbers.signs.length > 0 ? "money" : "number";
  if (values.some((value) => value.includes("\n") || value.length > longestText.text)) return "long_text";
  return choiceType(values) ?? "text";
}

function choiceType(values: readonly string[]): "choice" | "choices" | null {
  const comesAgain = (labels: readonly string[]) => {
    const different = new Set(labels);
    return (
      different.size <= mostChoices && different.size * 2 <= labels.length && labels.every((one) => one.length <= 60)
    );
  };
  if (comesAgain(values)) return "choice";
  const parts = values.flatMap(labelsIn);
  return parts.length > values.length && comesAgain(parts) ? "choices" : null;
}

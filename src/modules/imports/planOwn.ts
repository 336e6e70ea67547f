import { nameKey } from "#modules/people/person.ts";
import type { NameIndex } from "./nameIndex.ts";
import type { Known, KnownPerson, Named, OwnValues } from "./record.ts";
import type { RowReader } from "./rowReader.ts";
import { currencyField, type OwnField, ownPrefix } from "./target.ts";
import { tidyName } from "./tidyName.ts";

export type OwnIndexes = {
  persons: NameIndex<KnownPerson>;
  organizations: NameIndex<Named>;
  contacts: NameIndex<Named>;
};

/** The values of the workspace's own fields that a row says, each typed by its field; a cell that doesn't fit is said, and left blank. */
export function planOwn(row: RowReader, known: Known, by: OwnIndexes): OwnValues {
  return Object.fromEntries(
    row.own.flatMap((key) => {
      const field = known.fields.find((one) => one.key === key);
      return field ? [[key, ownValue(row, known, field, by)]] : [];
    }),
  );
}

function ownValue(row: RowReader, known: Known, field: OwnField, by: OwnIndexes): OwnValues[string] {
  const column = `${ownPrefix}${field.key}`;
  switch (field.type) {
    case "number":
      return row.number(column);
    case "money":
      return row.money(column, row.currency(currencyField(column), known.currency));
    case "date":
      return row.date(column);
    case "moment":
      return row.moment(column, known.zone);
    case "yes_no":
      return row.yesNo(column);
    case "choice":
      return chosen(row, known, field, tidyName(row.text(column) ?? ""));
    case "choices":
      return (
        labelsFor(field, row.text(column) ?? "")
          .flatMap((label) => chosen(row, known, field, label) ?? [])
          .join("; ") || null
      );
    case "person":
      return row.find(column, by.persons, "unknown_own")?.ref ?? null;
    case "organization":
      return row.find(column, by.organizations, "unknown_own")?.ref ?? null;
    case "contact":
      return row.find(column, by.contacts, "unknown_own")?.ref ?? null;
    case "link":
      return link(row, column);
    default:
      return row.words(column);
  }
}

/** A choice by its label as the field writes it; one that isn't there yet by its own, to be added. */
function chosen(row: RowReader, known: Known, field: OwnField, label: string): string | null {
  if (label === "") return null;
  const offered = field.choices.filter(({ archived }) => !archived);
  const there =
    offered.find((choice) => choice.label === label) ??
    offered.find((choice) => nameKey(choice.label) === nameKey(label));
  if (there) return there.label;
  const answer = row.settle(known.mayAdd ? "unknown_choice" : "choice_not_offered", `${ownPrefix}${field.key}`, label);
  return answer === "create" ? label : null;
}

/** A label may have a comma in it. */
function labelsFor(field: OwnField, text: string): string[] {
  return field.choices.some(({ label }) => label === text) ? [text] : labelsIn(text);
}

/** Several labels in one cell, behind semicolons or else commas. */
export function labelsIn(text: string): string[] {
  return text
    .split(/[;；]/.test(text) ? /[;；\n]+/ : /[,、\n]+/)
    .map(tidyName)
    .filter((label) => label !== "");
}

function link(row: RowReader, column: string): string | null {
  const text = row.text(column);
  if (!text) return null;
  const whole = /^[a-z]+:/i.test(text) ? text : `https://${text}`;
  if (URL.canParse(whole)) return whole;
  row.say("unreadable_own", column);
  return null;
}

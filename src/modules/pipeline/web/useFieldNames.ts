import { fieldsRoute } from "#modules/fields/api.ts";
import { useRead } from "#ui/query.ts";
import { useWords, type WordKey } from "#ui/words.tsx";
import { customKey, isOwnField, type OwnField } from "../required.ts";

const names = {
  organization: "pipeline.field.organization",
  owner: "pipeline.field.owner",
  value: "pipeline.field.value",
  expectedCloseOn: "pipeline.field.expectedCloseOn",
  lines: "pipeline.field.lines",
  contact: "pipeline.field.contact",
  decisionStep: "pipeline.field.decisionStep",
  rank: "pipeline.field.rank",
} as const satisfies Record<OwnField, WordKey>;

/** What the fields that a stage asks for are called, as one enumeration. */
export function useFieldNames(): (fields: readonly string[]) => string {
  const { t, locale } = useWords();
  const { data } = useRead(fieldsRoute, { query: { record: "deal" } }, { topics: ["fields"] });
  const own = (field: string) => data?.find(({ key }) => key === customKey(field))?.label ?? customKey(field);
  return (fields) =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format(
      fields.map((field) => (isOwnField(field) ? t(names[field]) : own(field))),
    );
}

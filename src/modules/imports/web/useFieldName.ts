import { useWords } from "#ui/words.tsx";
import type { DryRun } from "../api.ts";
import { currencyIn, ownPrefix } from "../target.ts";

/** What a field of a record is called; `own` are the fields that the workspace added. */
export function useFieldName(own: DryRun["own"] = []): (field: string) => string {
  const { t, find } = useWords();
  const nameOf = (field: string): string => {
    const amount = currencyIn(field);
    if (amount) return t("imports.field.currency_of", { field: nameOf(amount) });
    if (!field.startsWith(ownPrefix)) return find(`imports.field.${field}`) ?? field;
    const key = field.slice(ownPrefix.length);
    return own.find((one) => one.key === key)?.label ?? key;
  };
  return nameOf;
}

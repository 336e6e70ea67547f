import { useWords } from "#ui/words.tsx";
import type { DryRun } from "../api.ts";
import type { CauseCode } from "../finding.ts";
import { useFieldName } from "./useFieldName.ts";

type Said = { code: string; field: string | null; value: string | null; closest?: string | null };

/** A cause in words, with its field and the cell that gave rise to it. */
export function useCauseText(own: DryRun["own"]): (cause: Said) => string {
  const { t } = useWords();
  const nameOf = useFieldName(own);
  return ({ code, field, value, closest }) =>
    t(`imports.cause.${code as CauseCode}`, {
      ...{ value: value ?? "", closest: closest ?? "" },
      field: field ? nameOf(field) : "",
    });
}

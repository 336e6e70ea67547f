import { useWords } from "#ui/words.tsx";
import type { CauseCode } from "../finding.ts";

type Said = { code: string; value: string | null; closest?: string | null };

/** A cause in words, with the cell that gave rise to it. */
export function useCauseText(): (cause: Said) => string {
  const { t } = useWords();
  return ({ code, value, closest }) =>
    t(`imports.cause.${code as CauseCode}`, { value: value ?? "", closest: closest ?? "" });
}

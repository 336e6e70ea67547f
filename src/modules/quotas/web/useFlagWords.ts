import { useWords } from "#ui/words.tsx";
import type { Plan } from "../api.ts";
import type { Planned } from "../planDraft.ts";
import { inHundred, useSay } from "./say.ts";

/** What stands under a row: what a flag asks, or what the suggestion leans on; null where nothing has to be said. */
export function useFlagWords(plan: Plan, { row, amount, chance, flag }: Planned): string | null {
  const { t, formatNumber } = useWords();
  const { say } = useSay(plan);
  const { suggestion } = row;
  if (!suggestion || amount === null || chance === null) return null;
  const { basis, expected } = suggestion;
  const best = Math.max(0, ...basis.past.map(({ value }) => value));
  const kind = plan.period.kind;
  if (flag === "out_of_reach") {
    const facts = { chance: inHundred(chance), best: say(best), kind };
    return t(best > 0 ? "quotas.flag.out_of_reach_best" : "quotas.flag.out_of_reach", facts);
  }
  if (flag === "no_stretch") {
    if (amount > expected) return t("quotas.flag.too_likely", { chance: inHundred(chance) });
    return t("quotas.flag.no_stretch", { below: say(expected - amount) });
  }
  if (basis.leansOnTeam) return t("quotas.why.leans", { mean: formatNumber(basis.teamMean, 1), kind, unit: plan.unit });
  return null;
}

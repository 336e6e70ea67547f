import { useWide } from "#ui/useWide.ts";
import { useWords } from "#ui/words.tsx";
import type { Plan, PlanTeam } from "../api.ts";
import { type Planned, sumOf } from "../planDraft.ts";
import { inHundred, useSay } from "./say.ts";
import { TeamQuota } from "./TeamQuota.tsx";

type Props = {
  plan: Plan;
  name: string;
  rows: readonly Planned[];
  together: PlanTeam["suggestion"];
  team?: PlanTeam;
};

/** A team over its people: what their quotas add up to, and the quota of its own, if it has one. */
export function GroupLine({ plan, name, rows, together, team }: Props) {
  const { t } = useWords();
  const { say } = useSay(plan);
  const isWide = useWide(721);
  const sum = sumOf(rows, together);
  const facts = {
    sum: say(sum.quotas),
    reaches: Math.round(sum.expectedToReach),
    people: sum.people,
    suggested: together ? say(together.suggested) : "",
  };
  return (
    <tr className="grp">
      <th scope="rowgroup" colSpan={isWide ? 7 : 3}>
        <div className="grp-line">
          <span className="grow">
            <span className="b">{name}</span>{" "}
            <span className="ink2 s">
              {sum.chance === null
                ? t("quotas.plan.team_sum", facts)
                : t("quotas.plan.team_line", { ...facts, chance: inHundred(sum.chance) })}
            </span>
          </span>
          {team && (team.mayPlan || team.quota) && <TeamQuota plan={plan} team={team} />}
        </div>
      </th>
    </tr>
  );
}

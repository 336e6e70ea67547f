import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { useWords } from "#ui/words.tsx";
import type { Plan, PlanTeam } from "../api.ts";
import { useSay } from "./say.ts";
import { TeamQuotaDialog } from "./TeamQuotaDialog.tsx";
import { useTakeBack } from "./useTakeBack.ts";

/** A team's own quota on its line: set, changed or withdrawn; without one its people's sum is its goal. */
export function TeamQuota({ plan, team }: { plan: Plan; team: PlanTeam }) {
  const { t } = useWords();
  const { say } = useSay(plan);
  const { withdraw, mayWrite, sending } = useTakeBack(plan);
  const [open, setOpen] = useState(false);
  const { quota } = team;
  const own = quota && t("quotas.team_quota.own", { amount: say(quota.amount) });
  return (
    <span className="team-quota">
      {!team.mayPlan && <span className="s">{own}</span>}
      {team.mayPlan && !quota && (
        <Button small quiet icon="target" onClick={() => setOpen(true)}>
          {t("quotas.team_quota.set")}
        </Button>
      )}
      {team.mayPlan && quota && (
        <Menu
          className="btn quiet sm"
          items={[
            { label: t("quotas.team_quota.change"), icon: "edit", run: () => setOpen(true) },
            {
              label: t("quotas.plan.withdraw"),
              icon: "undo",
              danger: true,
              disabled: !mayWrite || sending,
              run: () => void withdraw(quota, team.name),
            },
          ]}
        >
          {own} <Icon name="down" small />
        </Menu>
      )}
      {open && <TeamQuotaDialog plan={plan} team={team} onClose={() => setOpen(false)} />}
    </span>
  );
}

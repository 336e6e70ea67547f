import { Chip } from "#ui/parts/Chip.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { useWords } from "#ui/words.tsx";
import type { Plan } from "../api.ts";
import type { Planned } from "../planDraft.ts";
import { useTakeBack } from "./useTakeBack.ts";

type Props = { plan: Plan; planned: Planned; onWithdrawn: () => void };

/** Whether a row's quota is set, and what else can be done with it. */
export function RowState({ plan, planned: { row, state }, onWithdrawn }: Props) {
  const { t } = useWords();
  const { withdraw, mayWrite, sending } = useTakeBack(plan);
  const { quota, person } = row;
  const handleWithdraw = () => {
    if (quota) void withdraw(quota, person.name).then(onWithdrawn);
  };
  return (
    <span className="row-state">
      <StateChip state={state} />
      {quota && row.mayPlan && (
        <Menu
          className="btn quiet sm icon"
          name={t("quotas.plan.more", { name: person.name })}
          items={[
            {
              label: t("quotas.plan.withdraw"),
              icon: "undo",
              danger: true,
              disabled: !mayWrite || sending,
              run: handleWithdraw,
            },
          ]}
        >
          <Icon name="more" />
        </Menu>
      )}
    </span>
  );
}

function StateChip({ state }: Pick<Planned, "state">) {
  const { t } = useWords();
  if (state === "none") return <span className="ink3">–</span>;
  if (state === "set") {
    return (
      <Chip meaning="won" icon="check">
        {t("quotas.state.set")}
      </Chip>
    );
  }
  return <Chip {...(state === "changed" ? { meaning: "info" as const } : {})}>{t(`quotas.state.${state}`)}</Chip>;
}

import "./quotas.css";
import { Link } from "#ui/Link.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { progressRoute } from "../api.ts";
import { GoalBar, PaceChip } from "./GoalBar.tsx";
import { usePeriodName, useSay } from "./say.ts";
import { type GoalOwner, goalAddress, useMyGoal } from "./useMyGoal.ts";

type Props = { view: "mine" | "team" | "all"; filter: { owner?: string | undefined; team?: string | undefined } };

/** Above the board: how far those whose deals it shows have come. Nothing where there is no quota. */
export default function BoardGoal({ view, filter }: Props) {
  const { t, formatPercent } = useWords();
  const { person } = useSession();
  const { teamId } = useMyGoal();
  const periodName = usePeriodName();
  const owner = whose(view, filter, person.id, teamId);
  const { data } = useRead(
    progressRoute,
    { query: owner ?? {} },
    { topics: ["figures", "quotas", "deals"], when: owner !== undefined, keep: true },
  );
  const { say } = useSay(data ?? { unit: "count", currency: null });
  if (!data || !owner || data.quota === null) return null;
  const facts = { actual: say(data.actual), quota: say(data.quota), share: formatPercent(data.attainment ?? 0, 0) };
  return (
    <Link className="board-goal" to={goalAddress(owner)}>
      <span className="s b nw">
        {t("quotas.progress.title", { metric: data.owner.name, period: periodName(data.period.id) })}
      </span>
      <span className="grow">
        <GoalBar goal={data} unit={data.unit} currency={data.currency} />
      </span>
      <span className="s num nw">{t("quotas.team.line", facts)}</span>
      <PaceChip {...data} />
    </Link>
  );
}

function whose(
  view: Props["view"],
  { owner, team }: Props["filter"],
  me: string,
  teamId: string | null,
): GoalOwner | undefined {
  if (owner) return { person: owner };
  if (team) return { team };
  if (view === "mine") return { person: me };
  if (view === "team") return teamId ? { team: teamId } : undefined;
  return {};
}

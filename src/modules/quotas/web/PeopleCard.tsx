import { Link } from "#ui/Link.tsx";
import { Who } from "#ui/parts/Avatar.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";
import type { Goal, ProgressShape } from "../api.ts";
import { GoalBar } from "./GoalBar.tsx";
import { useSay } from "./say.ts";

/** Beside one's own goal the team's; for a team its people, A to Z. Nobody is ranked. */
export function PeopleCard({ progress }: { progress: ProgressShape }) {
  const { t } = useWords();
  const { team, people } = progress;
  if (team) {
    return (
      <Card title={t("quotas.team.title", { team: team.name })}>
        <div className="card-body">
          <PersonLine goal={team} progress={progress} />
        </div>
      </Card>
    );
  }
  if (people.length === 0) return null;
  return (
    <Card title={t("quotas.team.people", { count: people.length })}>
      <ul className="card-body people-bars">
        {people.map((person) => (
          <li key={person.id}>
            <Link to={`/goals/${person.id}?metric=${progress.metric}&kind=${progress.period.kind}`}>
              <Who name={person.name} />
            </Link>
            <PersonLine goal={person} progress={progress} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** An attainment in one line: the bar, the figure, the quota. */
export function PersonLine({ goal, progress }: { goal: Goal; progress: Pick<ProgressShape, "unit" | "currency"> }) {
  const { t, formatPercent } = useWords();
  const { say } = useSay(progress);
  return (
    <div className="person-line">
      <GoalBar goal={goal} unit={progress.unit} currency={progress.currency} />
      <span className="xs ink2 num">
        {goal.quota === null
          ? t("quotas.team.no_quota", { actual: say(goal.actual) })
          : t("quotas.team.line", {
              actual: say(goal.actual),
              quota: say(goal.quota),
              share: formatPercent(goal.attainment ?? 0, 0),
            })}
      </span>
    </div>
  );
}

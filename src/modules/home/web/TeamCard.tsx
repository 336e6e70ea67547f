import { PersonLine } from "#modules/quotas/web/public.tsx";
import { Link } from "#ui/Link.tsx";
import { Who } from "#ui/parts/Avatar.tsx";
import { useWords } from "#ui/words.tsx";
import type { Progress } from "./GoalCard.tsx";

/** The team's goal beside one's own; for a lead the people of the team, A to Z. */
export function TeamCard({ progress, teamId }: { progress: Progress; teamId: string | null }) {
  const { t } = useWords();
  const { team, people, metric, period } = progress;
  if (team) {
    return (
      <section className="card o4" aria-labelledby="team-head">
        <header>
          <h2 id="team-head" className="cut">
            {t("home.team.goal", { team: team.name })}
          </h2>
          <Link className="more link s" to={`/goals/team/${teamId ?? team.id}?metric=${metric}&kind=${period.kind}`}>
            {t("home.team.open")}
          </Link>
        </header>
        <div className="team-body">
          <PersonLine goal={team} progress={progress} />
        </div>
      </section>
    );
  }
  if (people.length === 0) return null;
  return (
    <section className="card o4" aria-labelledby="team-head">
      <header>
        <h2 id="team-head">{t("home.team.people")}</h2>
        <span className="more ink3 xs">{t("home.team.order")}</span>
      </header>
      <ul className="team-body">
        {people.map((person) => (
          <li key={person.id}>
            <Link to={`/goals/${person.id}?metric=${metric}&kind=${period.kind}`}>
              <Who name={person.name} />
            </Link>
            <PersonLine goal={person} progress={progress} />
          </li>
        ))}
      </ul>
    </section>
  );
}

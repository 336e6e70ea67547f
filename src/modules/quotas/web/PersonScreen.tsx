import "./quotas.css";
import { useParams } from "react-router";
import { peopleRoute } from "#modules/people/api.ts";
import { PersonVerbs } from "#modules/people/web/public.tsx";
import { CallRefused } from "#ui/call.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Card, Empty, Problem, Tile } from "#ui/parts/Card.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import { progressRoute } from "../api.ts";
import { Hero } from "./Hero.tsx";
import { PastCard } from "./PastCard.tsx";
import { useMetricName, usePeriodName } from "./say.ts";

/** A person: who they are, and where they stand where one may know. */
export default function PersonScreen() {
  const { t, formatDate } = useWords();
  const { personId = "" } = useParams();
  const { data, error, again } = useRead(peopleRoute, {}, { topics: ["people"] });
  const person = data?.people.find(({ id }) => id === personId);
  useTitle(person?.name);
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={6} height={36} />}
      {data && !person && <Empty title={t("ui.frame.not_found")}>{t("ui.frame.not_found_hint")}</Empty>}
      {person && (
        <>
          <div className="goal-head">
            <Avatar name={person.name} size="lg" />
            <div className="grow">
              <h1>{person.name}</h1>
              <p className="s ink2">{[person.title, person.team].filter(Boolean).join(" · ")}</p>
            </div>
            <dl className="row person-facts">
              {person.email && <Tile label={t("quotas.person.email")}>{person.email}</Tile>}
              {person.joinedOn && <Tile label={t("quotas.person.joined")}>{formatDate(person.joinedOn)}</Tile>}
            </dl>
            <PersonVerbs person={person} />
          </div>
          <Standing person={person.id} />
        </>
      )}
    </main>
  );
}

function Standing({ person }: { person: string }) {
  const { t } = useWords();
  const metricName = useMetricName();
  const periodName = usePeriodName();
  const { data, error } = useRead(progressRoute, { query: { person } }, { topics: ["figures", "quotas", "deals"] });
  if (error instanceof CallRefused && error.status === 404)
    return <p className="s ink2">{t("quotas.person.not_readable")}</p>;
  if (!data) return <Skeleton lines={4} height={36} />;
  return (
    <>
      <Card
        title={t("quotas.progress.title", { metric: metricName(data.metric), period: periodName(data.period.id) })}
        more={
          <Link className="link s" to={`/goals/${person}`}>
            {t("quotas.person.progress")}
          </Link>
        }
        className="bare-hero"
      >
        <Hero progress={data} />
      </Card>
      <PastCard progress={data} />
    </>
  );
}

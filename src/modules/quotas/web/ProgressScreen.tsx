import "./quotas.css";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { type PeriodKind, periodKinds } from "#lib/period.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { rolesOf, useSession } from "#ui/session.ts";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import { type ProgressShape, progressRoute } from "../api.ts";
import { CourseCard } from "./CourseCard.tsx";
import { GapCard } from "./GapCard.tsx";
import { Hero } from "./Hero.tsx";
import { LedgerCard } from "./LedgerCard.tsx";
import { PastCard } from "./PastCard.tsx";
import { PeopleCard } from "./PeopleCard.tsx";
import { RecordsSheet } from "./RecordsSheet.tsx";
import { useMetricName, usePeriodName } from "./say.ts";
import { type GoalOwner, useMyGoal } from "./useMyGoal.ts";

export const goalTopics = ["figures", "quotas", "deals"] as const;

/** Where a person, a team or the company stands: own where the address names nobody. */
export default function ProgressScreen() {
  const { personId, teamId } = useParams();
  const { owner: mine } = useMyGoal();
  const isCompany = location.pathname === "/goals/company";
  const owner: GoalOwner | undefined = personId
    ? { person: personId }
    : teamId
      ? { team: teamId }
      : isCompany
        ? {}
        : mine;
  const [address, setAddress] = useSearchParams();
  const metric = address.get("metric") ?? undefined;
  const kind = periodKinds.find((one) => one === address.get("kind"));
  const { data, error, again } = useRead(
    progressRoute,
    { query: { ...owner, metric, kind } },
    { topics: goalTopics, when: owner !== undefined, keep: true },
  );
  const choose = (name: "metric" | "kind", value: string) => {
    const next = new URLSearchParams(address);
    next.set(name, value);
    if (name === "kind" && data) next.set("metric", data.metric);
    setAddress(next, { replace: true });
  };
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {data ? <Shown progress={data} choose={choose} /> : !error && <Skeleton lines={10} height={44} />}
    </main>
  );
}

type ShownProps = { progress: ProgressShape; choose: (name: "metric" | "kind", value: string) => void };

function Shown({ progress, choose }: ShownProps) {
  const [records, setRecords] = useState(false);
  return (
    <>
      <Head progress={progress} choose={choose} />
      <Hero progress={progress} onRecords={() => setRecords(true)} />
      <div className="goal-grid">
        <CourseCard progress={progress} onRecords={() => setRecords(true)} />
        <GapCard progress={progress} />
      </div>
      <div className="goal-grid lower">
        <LedgerCard progress={progress} onAll={() => setRecords(true)} />
        <div className="stack">
          <PastCard progress={progress} />
          <PeopleCard progress={progress} />
        </div>
      </div>
      {records && <RecordsSheet progress={progress} onClose={() => setRecords(false)} />}
    </>
  );
}

function Head({ progress, choose }: ShownProps) {
  const { t } = useWords();
  const session = useSession();
  const periodName = usePeriodName();
  const metricName = useMetricName();
  const { owner, metric, period } = progress;
  const title = t("quotas.progress.title", { metric: metricName(metric), period: periodName(period.id) });
  useTitle(`${title} · ${owner.name}`);
  return (
    <div className="goal-head">
      {owner.kind === "person" && <Avatar name={owner.name} size="lg" me={owner.id === session.person.id} />}
      <div className="grow">
        <nav className="xs ink3" aria-label={t("quotas.crumbs")}>
          <Link to="/goals">{t("quotas.title")}</Link> ›{" "}
          {owner.kind === "person" ? <Link to={`/people/${owner.id}`}>{owner.name}</Link> : owner.name}
        </nav>
        <h1>{title}</h1>
      </div>
      <div className="row plan-asks">
        <Select
          label={t("quotas.plan.metric")}
          bareLabel
          choices={progress.metrics.map(({ name }) => ({ value: name, label: metricName(name) }))}
          value={metric}
          onChange={(value) => choose("metric", value)}
        />
        <KindSwitch kind={period.kind} onChange={(kind) => choose("kind", kind)} />
        {rolesOf(session).length > 1 && (
          <ButtonLink to={`/goals/quotas?metric=${metric}`} icon="target">
            {t("quotas.progress.plan")}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

function KindSwitch({ kind, onChange }: { kind: PeriodKind; onChange: (kind: PeriodKind) => void }) {
  const { t } = useWords();
  return (
    <fieldset className="seg kinds">
      <legend className="sr">{t("quotas.plan.period")}</legend>
      {periodKinds.map((one) => (
        <button key={one} type="button" className="btn" aria-pressed={one === kind} onClick={() => onChange(one)}>
          {t(`quotas.kind.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}

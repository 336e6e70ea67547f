import "./today.css";
import { lazy, Suspense } from "react";
import { Navigate } from "react-router";
import { AsksNext } from "#modules/activities/web/public.tsx";
import { SampleNote } from "#modules/imports/web/public.tsx";
import { progressRoute } from "#modules/quotas/api.ts";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead } from "#ui/query.ts";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import { CoverNote } from "./CoverNote.tsx";
import { GoalCard } from "./GoalCard.tsx";
import { MeetingsCard } from "./MeetingsCard.tsx";
import { NeedsCard } from "./NeedsCard.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { TeamCard } from "./TeamCard.tsx";
import { useFirst } from "./useFirst.ts";
import { useNeeds } from "./useNeeds.ts";
import { useView } from "./useView.ts";

const FirstWeek = lazy(() => import("./FirstWeek.tsx"));

/** What to do first, where one stands, and what comes next. */
export default function TodayScreen() {
  return (
    <AsksNext topics={["activities", "deals"]}>
      <Today />
    </AsksNext>
  );
}

function Today() {
  const { t, formatDate, formatTime } = useWords();
  const { owner, teamId, views, view, choose } = useView();
  const { now, today } = useNow();
  const goal = useRead(
    progressRoute,
    { query: owner ?? {} },
    { topics: ["figures", "quotas", "deals"], when: owner !== undefined },
  );
  const needs = useNeeds(owner, now, today);
  const first = useFirst(needs);
  useTitle(t("home.title"));
  if (needs.isEmptyWorkspace) return <Navigate replace to="/start" />;
  return (
    <main className="main" id="main" tabIndex={-1}>
      <div className="hello">
        <div className="grow">
          <h1>{first ? first.title : needs.loading ? t("home.title") : t("home.clear")}</h1>
          <p className="num">
            {t("home.now", { day: formatDate(today, "full"), time: formatTime(now) })}
            <span className="desk"> · {t("home.count", { meetings: needs.meetings.length, needs: needs.count })}</span>
          </p>
        </div>
        {first?.need && (
          <Button
            primary
            icon={first.need.kind === "due" ? "check" : "flag"}
            onClick={() => first.need && needs.act(first.need)}
          >
            {first.verb}
          </Button>
        )}
      </div>
      {views.length > 0 && (
        <div className="hello-tabs">
          <Tabs
            label={t("home.view.label")}
            tabs={views.map((name) => ({ name, label: t(`home.view.${name}`) }))}
            current={view}
            onChange={choose}
          />
        </div>
      )}
      <CoverNote />
      <div className="cols">
        <div className="stack">
          {goal.error && <Problem error={goal.error} onAgain={goal.again} />}
          {goal.data ? <GoalCard progress={goal.data} /> : !goal.error && <Skeleton lines={3} height={44} />}
          <NeedsCard needs={needs} />
        </div>
        <div className="stack">
          <Suspense>
            <FirstWeek />
          </Suspense>
          <MeetingsCard meetings={needs.meetings} now={now} />
          {goal.data && <TeamCard progress={goal.data} teamId={teamId} />}
        </div>
      </div>
      <SampleNote />
      {needs.planning && <PlanDialog deal={needs.planning} onClose={() => needs.plan(null)} />}
    </main>
  );
}

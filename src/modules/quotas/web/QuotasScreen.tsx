import "./quotas.css";
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { CallRefused } from "#ui/call.ts";
import { useDraft } from "#ui/draft.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Sheet } from "#ui/parts/Dialog.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useTitle } from "#ui/title.ts";
import { useWide } from "#ui/useWide.ts";
import { useWords } from "#ui/words.tsx";
import { type Plan, planRoute, setQuotasRoute } from "../api.ts";
import { emptyDraft, type PlanDraft, type Planned, planned, sumOf } from "../planDraft.ts";
import { PlanPanel } from "./PlanPanel.tsx";
import { PlanTable } from "./PlanTable.tsx";
import { inHundred, useMetricName, usePeriodName, useSay } from "./say.ts";
import { useTakeBack } from "./useTakeBack.ts";

export default function QuotasScreen() {
  const [address, setAddress] = useSearchParams();
  const named = (name: string) => address.get(name) ?? undefined;
  const asked = { metric: named("metric"), period: named("period"), team: named("team") };
  const { data, error, again } = useRead(
    planRoute,
    { query: asked },
    { topics: ["quotas", "figures", "people"], keep: true },
  );
  const choose = (name: string, value: string) =>
    setAddress((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error ? <Problem error={error} onAgain={again} /> : null}
      {data ? (
        <Planning key={`${data.metric} ${data.period.id}`} plan={data} team={asked.team ?? ""} choose={choose} />
      ) : (
        !error && <Skeleton lines={12} height={36} />
      )}
    </main>
  );
}

type Props = { plan: Plan; team: string; choose: (name: string, value: string) => void };

function Planning({ plan, team, choose }: Props) {
  const { t } = useWords();
  const draft = useDraft<PlanDraft>(`quotas.${plan.metric}.${plan.period.id}`, emptyDraft);
  const [selected, setSelected] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const isWide = useWide(1100);
  const groups = useMemo(
    () => plan.teams.map((one) => ({ team: one, rows: one.rows.map((row) => planned(row, draft.value)) })),
    [plan, draft.value],
  );
  const rows = groups.flatMap((group) => group.rows);
  const current = rows.find(({ row }) => row.person.id === selected) ?? rows[0];
  const { handleSet, sending, mayWrite, faults } = useSetting(plan, rows, draft, (id) => {
    setSelected(id);
    setOpen(true);
  });
  const change = (id: string, amount: number | null) => {
    const { [id]: _old, ...amounts } = draft.value.amounts;
    draft.change({ amounts: amount === null ? amounts : { ...amounts, [id]: amount } });
  };
  const explain = (id: string, reason: string) => draft.change({ reasons: { ...draft.value.reasons, [id]: reason } });
  const toSet = rows.filter(isToSet);
  const panel = current && (
    <PlanPanel
      plan={plan}
      planned={current}
      fault={faults.get(current.row.person.id)}
      onAmount={(amount) => change(current.row.person.id, amount)}
      onReason={(reason) => explain(current.row.person.id, reason)}
      onWithdrawn={() => change(current.row.person.id, null)}
    />
  );
  return (
    <>
      <Head plan={plan} rows={rows} team={team} choose={choose}>
        <Button primary icon="check" disabled={toSet.length === 0 || sending || !mayWrite} onClick={handleSet}>
          {t("quotas.plan.set", { count: toSet.length })}
        </Button>
      </Head>
      {rows.length === 0 ? (
        <Empty title={t("quotas.plan.nobody")}>{t("quotas.plan.nobody_hint")}</Empty>
      ) : (
        <div className="plan-page">
          <PlanTable
            plan={plan}
            groups={groups}
            selected={current?.row.person.id ?? null}
            onSelect={(id, opens) => {
              setSelected(id);
              setOpen(opens);
            }}
            onAmount={change}
          />
          {isWide && panel && <aside className="card plan-side">{panel}</aside>}
          {!isWide && open && current && (
            <Sheet title={current.row.person.name} onClose={() => setOpen(false)}>
              {panel}
            </Sheet>
          )}
        </div>
      )}
    </>
  );
}

function isToSet({ row, amount, state }: Planned): boolean {
  return row.mayPlan && amount !== null && state !== "set";
}

type Draft = ReturnType<typeof useDraft<PlanDraft>>;

/** Sends what isn't set yet; a row whose reason is missing is opened instead. */
function useSetting(plan: Plan, rows: readonly Planned[], draft: Draft, show: (id: string) => void) {
  const { t } = useWords();
  const [faults, setFaults] = useState<ReadonlyMap<string, "reason">>(new Map());
  const sent = rows.filter(isToSet);
  const missing = (all: readonly Planned[]) => {
    setFaults(new Map(all.map(({ row }) => [row.person.id, "reason"] as const)));
    const first = all[0];
    if (first) show(first.row.person.id);
  };
  const { send, sending, mayWrite } = useWrite(setQuotasRoute, {
    touches: ["quotas"],
    onRefused: (error) => {
      if (!(error instanceof CallRefused) || error.code !== "quotas.reason_missing") return false;
      missing(error.errors.flatMap(({ pointer }) => sent[Number(pointer.split("/")[2])] ?? []));
      return true;
    },
  });
  const { takeBack } = useTakeBack(plan);
  const handleSet = async () => {
    const unexplained = sent.filter(({ needsReason, reason }) => needsReason && reason.trim() === "");
    if (unexplained.length > 0) return missing(unexplained);
    const quotas = sent.map(({ row, amount, reason }) => ({
      owner: { kind: "person" as const, person: row.person.id },
      amount: amount ?? 0,
      reason: reason.trim() || null,
    }));
    const [before, typed] = [new Map(sent.map(({ row }) => [row.person.id as string, row.quota])), draft.value];
    const answer = await send({ body: { metric: plan.metric, period: plan.period.id, quotas } });
    if (!answer) return;
    draft.sent();
    setFaults(new Map());
    toast.done(t("quotas.plan.done", { count: quotas.length }), () => {
      draft.change(typed);
      return takeBack(answer, before);
    });
  };
  return { handleSet: () => void handleSet(), sending, mayWrite, faults };
}

function Head({ plan, rows, team, choose, children }: Props & { rows: readonly Planned[]; children: React.ReactNode }) {
  const { t } = useWords();
  const periodName = usePeriodName();
  const metricName = useMetricName();
  const { workspace } = useSession();
  const { say } = useSay(plan);
  const title = t("quotas.plan.title", { period: periodName(plan.period.id) });
  useTitle(title);
  const sum = sumOf(rows, plan.together);
  const named = plan.teams.length === 1 ? plan.teams[0]?.name : plan.teamChoices.find(({ id }) => id === team)?.name;
  const facts = {
    team: named ?? workspace.name,
    sum: say(sum.quotas),
    reaches: Math.round(sum.expectedToReach),
    people: sum.people,
    kind: plan.period.kind,
  };
  return (
    <div className="goal-head">
      <div className="grow">
        <nav className="xs ink3" aria-label={t("quotas.crumbs")}>
          <Link to="/goals">{t("quotas.title")}</Link> › {t("quotas.plan.crumb")}
        </nav>
        <h1>{title}</h1>
        <p className="ink2 s plan-says" aria-live="polite">
          {sum.chance === null
            ? sum.people > 0 && t("quotas.plan.says_people", facts)
            : t("quotas.plan.says", { ...facts, chance: inHundred(sum.chance) })}
        </p>
      </div>
      <div className="row plan-asks">
        <Select
          label={t("quotas.plan.metric")}
          bareLabel
          choices={plan.metrics.map(({ name }) => ({ value: name, label: metricName(name) }))}
          value={plan.metric}
          onChange={(value) => choose("metric", value)}
        />
        <Select
          label={t("quotas.plan.period")}
          bareLabel
          choices={plan.periods.map(({ id }) => ({ value: id, label: periodName(id) }))}
          value={plan.period.id}
          onChange={(value) => choose("period", value)}
        />
        {plan.teamChoices.length > 1 && (
          <Select
            label={t("quotas.plan.team")}
            bareLabel
            choices={[
              { value: "all", label: t("quotas.plan.all_teams") },
              ...plan.teamChoices.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            value={team || "all"}
            onChange={(value) => choose("team", value === "all" ? "" : value)}
          />
        )}
        {children}
      </div>
    </div>
  );
}

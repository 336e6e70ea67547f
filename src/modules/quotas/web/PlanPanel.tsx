import { useEffect, useRef } from "react";
import { Link } from "#ui/Link.tsx";
import { Who } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { TextArea } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";
import type { Plan, PlanRow } from "../api.ts";
import { endOf } from "../chance.ts";
import { type Planned, stepOf } from "../planDraft.ts";
import { longestReason } from "../quota.ts";
import { ChanceCurve } from "./ChanceCurve.tsx";
import { inHundred, usePeriodName, useSay } from "./say.ts";
import { useTakeBack } from "./useTakeBack.ts";

type Props = {
  plan: Plan;
  planned: Planned;
  fault: "reason" | undefined;
  onAmount: (amount: number) => void;
  onReason: (reason: string) => void;
  onWithdrawn: () => void;
};

/** The chosen person: the chance of each quota, the slider that moves it, why, and the reason where one is asked. */
export function PlanPanel({ plan, planned, fault, onAmount, onReason, onWithdrawn }: Props) {
  const { t } = useWords();
  const { say } = useSay(plan);
  const { row, amount, chance } = planned;
  const { suggestion, person } = row;
  const kind = plan.period.kind;
  return (
    <div className="plan-panel">
      <Link to={`/goals/${person.id}`} className="row">
        <Who name={person.name} />
      </Link>
      {suggestion && amount !== null && chance !== null ? (
        <>
          <h2>{t("quotas.panel.chance", { amount: say(amount), chance: inHundred(chance), kind })}</h2>
          <p className="xs ink2">{t("quotas.panel.unit")}</p>
          <ChanceCurve plan={plan} suggestion={suggestion} amount={amount} chance={chance} />
          <Slider plan={plan} planned={planned} onAmount={onAmount} />
          {row.mayPlan && amount !== suggestion.suggested && (
            <Button keys="s" onClick={() => onAmount(suggestion.suggested)}>
              {t("quotas.panel.use", { amount: say(suggestion.suggested), chance: inHundred(suggestion.probability) })}
            </Button>
          )}
          <Why plan={plan} row={row} suggestion={suggestion} />
        </>
      ) : (
        <p className="ink2 s">
          {t(row.state === "not_there" ? "quotas.plan.not_there" : "quotas.plan.no_history_hint")}
        </p>
      )}
      <Reason planned={planned} fault={fault} onReason={onReason} />
      {row.quota && <SetBy row={row} plan={plan} onWithdrawn={onWithdrawn} />}
    </div>
  );
}

function Slider({ plan, planned: { row, amount }, onAmount }: Pick<Props, "plan" | "planned" | "onAmount">) {
  const { t } = useWords();
  const { say } = useSay(plan);
  if (!row.suggestion || amount === null || !row.mayPlan) return null;
  const step = stepOf(row, plan.unit);
  const end = Math.ceil(Math.max(endOf(row.suggestion.curve), amount) / step) * step;
  const by = (times: number) => onAmount(Math.max(step, Math.min(end, (Math.round(amount / step) + times) * step)));
  return (
    <>
      <input
        type="range"
        className="slide"
        min={step}
        max={end}
        step={step}
        value={amount}
        aria-label={t("quotas.plan.quota_of", { name: row.person.name })}
        aria-valuetext={say(amount)}
        onChange={(event) => onAmount(Number(event.target.value))}
        onKeyDown={(event) => {
          const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (way === undefined) return;
          event.preventDefault();
          by(way * (event.shiftKey ? 10 : 1));
        }}
      />
      <p className="xs ink2 desk">{t("quotas.panel.drag", { step: say(step) })}</p>
    </>
  );
}

type Suggestion = NonNullable<PlanRow["suggestion"]>;

function Why({ plan, row, suggestion }: { plan: Plan; row: PlanRow; suggestion: Suggestion }) {
  const { t, formatNumber, formatPercent, locale } = useWords();
  const { say } = useSay(plan);
  const periodName = usePeriodName();
  const { basis, expected, p10, p90 } = suggestion;
  const kind = plan.period.kind;
  const first = basis.past[0];
  const values = new Intl.ListFormat(locale === "ja" ? "ja" : "en", { style: "narrow", type: "conjunction" }).format(
    basis.past.map(({ value }) => say(value)),
  );
  const lines = [
    first && t("quotas.why.past", { count: basis.past.length, kind, values, first: periodName(first.period.id) }),
    t("quotas.why.expected", { expected: say(expected), low: say(p10), high: say(p90), kind }),
    plan.unit === "money" &&
      basis.ownCount > 0 &&
      t("quotas.why.deals", {
        count: Math.round(basis.ownCount),
        periods: formatNumber(Math.round(basis.ownPeriods * 10) / 10),
        kind,
      }),
    basis.sizes && t(basis.sizes === "own" ? "quotas.why.own_sizes" : "quotas.why.team_sizes"),
    basis.leansOnTeam
      ? t("quotas.why.leans", {
          mean: formatNumber(basis.teamMean, 1),
          kind,
          unit: plan.unit,
        })
      : t("quotas.why.weight", { own: formatPercent(basis.ownWeight, 0), mean: formatNumber(basis.teamMean, 1), kind }),
    basis.nextExposure < 0.995 && t("quotas.why.part", { share: formatPercent(basis.nextExposure, 0) }),
  ].filter((line) => typeof line === "string");
  return (
    <section className="why">
      <h3>{t("quotas.why.title")}</h3>
      <ul className="s ink2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Link className="link xs" to={`/goals/${row.person.id}?metric=${plan.metric}`}>
        {t("quotas.why.records")}
      </Link>
    </section>
  );
}

function Reason({ planned, fault, onReason }: Pick<Props, "planned" | "fault" | "onReason">) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const isMissing = fault === "reason" && planned.reason.trim() === "";
  useEffect(() => {
    if (isMissing) place.current?.querySelector("textarea")?.focus();
  }, [isMissing]);
  if (!planned.needsReason || !planned.row.mayPlan) return null;
  return (
    <div ref={place}>
      <TextArea
        label={t(planned.state === "changed" ? "quotas.reason.change" : "quotas.reason.above")}
        value={planned.reason}
        maxLength={longestReason}
        error={isMissing ? t("quotas.refusal.quotas.reason_missing") : undefined}
        onChange={onReason}
      />
    </div>
  );
}

function SetBy({ row, plan, onWithdrawn }: { row: PlanRow; plan: Plan; onWithdrawn: () => void }) {
  const { withdraw, mayWrite, sending } = useTakeBack(plan);
  const { t, formatMoment } = useWords();
  const { say } = useSay(plan);
  const { quota } = row;
  if (!quota) return null;
  return (
    <div className="xs ink2">
      {t("quotas.panel.set_by", {
        amount: say(quota.amount),
        name: quota.setByName ?? "",
        at: formatMoment(quota.setAt, "long"),
      })}
      {quota.reason && <q className="quota-said">{quota.reason}</q>}
      {row.mayPlan && (
        <p>
          <button
            type="button"
            className="records-link"
            disabled={!mayWrite || sending}
            onClick={() => void withdraw(quota, row.person.name).then(onWithdrawn)}
          >
            {t("quotas.plan.withdraw")}
          </button>
        </p>
      )}
    </div>
  );
}

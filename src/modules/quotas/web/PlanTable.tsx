import { type KeyboardEvent, useRef } from "react";
import { useKeys } from "#ui/frame/keys.ts";
import { Who } from "#ui/parts/Avatar.tsx";
import { RangeBar, Sparkline } from "#ui/parts/Charts.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWide } from "#ui/useWide.ts";
import { useWords } from "#ui/words.tsx";
import type { Plan, PlanTeam } from "../api.ts";
import type { Planned } from "../planDraft.ts";
import { AwayLine } from "./AwayLine.tsx";
import { GroupLine } from "./GroupLine.tsx";
import { RowState } from "./RowState.tsx";
import { inHundred, useSay } from "./say.ts";
import { useFlagWords } from "./useFlagWords.ts";

type Group = { team: PlanTeam; rows: readonly Planned[] };
type Props = {
  plan: Plan;
  groups: readonly Group[];
  selected: string | null;
  onSelect: (id: string, opens: boolean) => void;
  onAmount: (id: string, amount: number | null) => void;
};

/** People by team: where they come from, what is likely, the quota and its chance. Longer than most: it is one table. */
export function PlanTable(props: Props) {
  const { plan, groups, selected, onSelect, onAmount } = props;
  const { t, formatDate } = useWords();
  const { short } = useSay(plan);
  const body = useRef<HTMLTableElement>(null);
  usePlanKeys(props, body);
  const end = scaleEnd(groups);
  const [first, last] = [plan.months[0], plan.months.at(-1)];
  return (
    <section className="card plan-table" aria-label={t("quotas.plan.table")}>
      <table className="tbl num" ref={body}>
        <thead>
          <tr>
            <th scope="col">{t("quotas.plan.person")}</th>
            <th scope="col" className="desk c-spark">
              {first &&
                last &&
                t("quotas.plan.months", {
                  first: formatDate(first, "short"),
                  last: formatDate(last, "short"),
                  count: plan.months.length,
                })}
            </th>
            <th scope="col" className="desk c-range">
              {t("quotas.plan.range")}{" "}
              <span className="ink3">{t("quotas.plan.scale", { from: short(0), to: short(end) })}</span>
            </th>
            <th scope="col" className="r desk c-suggested">
              {t("quotas.plan.suggested")}
            </th>
            <th scope="col" className="r c-quota">
              {t("quotas.plan.quota")}
            </th>
            <th scope="col" className="r c-chance">
              {t("quotas.plan.chance")}
            </th>
            <th scope="col" className="desk c-state">
              {t("quotas.plan.state")}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.team.id}>
            <GroupLine
              plan={plan}
              name={group.team.name}
              rows={group.rows}
              together={group.team.suggestion}
              team={group.team}
            />
            {group.rows.map((one) => (
              <Line
                key={one.row.person.id}
                plan={plan}
                planned={one}
                end={end}
                selected={one.row.person.id === selected}
                onSelect={(opens) => onSelect(one.row.person.id, opens)}
                onAmount={(amount) => onAmount(one.row.person.id, amount)}
              />
            ))}
          </tbody>
        ))}
        {groups.length > 1 && (
          <tbody>
            <GroupLine
              plan={plan}
              name={t("quotas.plan.together")}
              rows={groups.flatMap(({ rows }) => rows)}
              together={plan.together}
            />
          </tbody>
        )}
      </table>
    </section>
  );
}

type LineProps = {
  plan: Plan;
  planned: Planned;
  end: number;
  selected: boolean;
  onSelect: (opens: boolean) => void;
  onAmount: (amount: number | null) => void;
};

function Line({ plan, planned, end, selected, onSelect, onAmount }: LineProps) {
  const { row, amount, chance, flag } = planned;
  const { person, suggestion } = row;
  const { say } = useSay(plan);
  const { t } = useWords();
  const isWide = useWide(721);
  const flagWords = useFlagWords(plan, planned);
  const hasFlag = flagWords !== null;
  const hasNote = hasFlag || row.away !== null;
  const asked = flag !== null && flag !== "ok";
  return (
    <>
      <tr
        className={["line", selected && "chosen", hasNote && "has", asked && "asks"].filter(Boolean).join(" ")}
        data-person={person.id}
        onClick={(event) =>
          !(event.target instanceof Element && event.target.closest("input, button")) && onSelect(true)
        }
      >
        <td>
          <button type="button" className="pick-person" aria-pressed={selected} onClick={() => onSelect(true)}>
            <Who name={person.name} />
          </button>
        </td>
        <td className="desk">{suggestion && <Sparkline values={row.history} say={say} width={84} />}</td>
        <td className="desk">
          {suggestion ? (
            <RangeBar
              low={suggestion.p10}
              mid={suggestion.expected}
              high={suggestion.p90}
              {...(amount === null ? {} : { goal: amount })}
              end={end}
              say={say}
              width={156}
            />
          ) : (
            <span className="ink3 xs">
              {t(row.state === "not_there" ? "quotas.plan.not_there" : "quotas.plan.no_history")}
            </span>
          )}
        </td>
        <td className="r desk ink2">{suggestion ? say(suggestion.suggested) : "–"}</td>
        <td className="r">
          <AmountInput plan={plan} planned={planned} onAmount={onAmount} onFocus={() => onSelect(false)} />
        </td>
        <td className={asked ? "r t-risk b" : "r"}>
          {chance === null ? "–" : t("quotas.percent", { chance: inHundred(chance) })}
        </td>
        <td className="desk">
          <RowState plan={plan} planned={planned} onWithdrawn={() => onAmount(null)} />
        </td>
      </tr>
      {hasFlag && (
        <tr className={selected ? "nt chosen" : "nt"}>
          <td className="desk" colSpan={2} />
          <td colSpan={isWide ? 5 : 3} className={asked ? "t-risk xs" : "ink2 xs"}>
            {asked && <Icon name="warn" small />} {flagWords}
          </td>
        </tr>
      )}
      {row.away && (
        <AwayLine plan={plan} row={row} away={row.away} selected={selected} onTaken={() => onAmount(null)} />
      )}
    </>
  );
}

type AmountProps = { plan: Plan; planned: Planned; onAmount: (amount: number | null) => void; onFocus: () => void };

/** Enter keeps what was typed, Escape takes it back. */
function AmountInput({ plan, planned: { row, amount }, onAmount, onFocus }: AmountProps) {
  const { t } = useWords();
  const before = useRef<number | null>(amount);
  const label = t("quotas.plan.quota_of", { name: row.person.name });
  const handleKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Escape") onAmount(before.current);
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.stopPropagation();
    if (event.target instanceof HTMLElement) event.target.blur();
  };
  const common = { label, bareLabel: true, disabled: !row.mayPlan };
  const isBare = !row.suggestion && !row.quota;
  const take = (next: number | null) => {
    if (next !== null && next > 0) onAmount(Math.round(next));
    else if (next === null && isBare) onAmount(null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the field inside
    <span
      className="amount"
      onKeyDown={handleKey}
      onFocus={() => {
        before.current = amount;
        onFocus();
      }}
    >
      {plan.unit === "money" && plan.currency ? (
        <MoneyInput {...common} minor={amount} currency={plan.currency} onChange={take} />
      ) : (
        <NumberInput {...common} value={amount} onChange={take} />
      )}
    </span>
  );
}

function usePlanKeys(
  { groups, selected, onSelect, onAmount }: Props,
  body: React.RefObject<HTMLTableElement | null>,
): void {
  const rows = groups.flatMap((group) => group.rows);
  const at = rows.findIndex(({ row }) => row.person.id === selected);
  const go = (step: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (!next) return;
    onSelect(next.row.person.id, false);
    const line = body.current?.querySelector<HTMLElement>(`[data-person="${next.row.person.id}"] .pick-person`);
    line?.focus();
  };
  const edit = () => body.current?.querySelector<HTMLElement>(`[data-person="${selected}"] .amount input`)?.focus();
  const take = () => {
    const one = rows[at];
    if (one?.row.suggestion && one.row.mayPlan) onAmount(one.row.person.id, one.row.suggestion.suggested);
  };
  useKeys([
    { keys: "j", label: "ui.keys.next", run: () => go(1) },
    { keys: "k", label: "ui.keys.previous", run: () => go(-1) },
    { keys: "e", label: "quotas.keys.edit", run: edit },
    { keys: "s", label: "quotas.keys.suggest", run: take },
  ]);
}

/** One scale for all rows, a tenth above the largest. */
function scaleEnd(groups: readonly Group[]): number {
  const all = groups.flatMap(({ rows }) => rows.flatMap(({ row, amount }) => [row.suggestion?.p90 ?? 0, amount ?? 0]));
  return Math.max(1, ...all) * 1.08;
}

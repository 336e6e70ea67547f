import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWrite } from "#ui/query.ts";
import { useWide } from "#ui/useWide.ts";
import { useWords } from "#ui/words.tsx";
import { type Plan, type PlanRow, setQuotasRoute } from "../api.ts";
import { useSay } from "./say.ts";
import { useTakeBack } from "./useTakeBack.ts";

type Props = {
  plan: Plan;
  row: PlanRow;
  away: NonNullable<PlanRow["away"]>;
  selected: boolean;
  onTaken: () => void;
};

/** An absence said after the quota was set: what it would be by working days, taken with one tap, never by itself. */
export function AwayLine({ plan, row, away, selected, onTaken }: Props) {
  const { t } = useWords();
  const { say } = useSay(plan);
  const isWide = useWide(721);
  const { takeBack } = useTakeBack(plan);
  const { send, sending, mayWrite } = useWrite(setQuotasRoute, { touches: ["quotas"] });
  const { person, quota } = row;
  const { daysAway, workingDays, amount } = away;
  const facts = { days: daysAway, of: workingDays };
  const handleTake = async () => {
    if (amount === null) return;
    const quotas = [
      { owner: { kind: "person" as const, person: person.id }, amount, reason: t("quotas.away.reason", facts) },
    ];
    const set = await send({ body: { metric: plan.metric, period: plan.period.id, quotas } });
    if (!set) return;
    onTaken();
    toast.done(t("quotas.away.done", { name: person.name, amount: say(amount) }), () =>
      takeBack(set, new Map([[person.id, quota]])),
    );
  };
  return (
    <tr className={selected ? "nt chosen" : "nt"}>
      <td className="desk" colSpan={2} />
      <td colSpan={isWide ? 5 : 3} className="xs">
        <span className="away-line">
          <Icon name="cal" small /> {t(amount === null ? "quotas.away.whole" : "quotas.away.says", facts)}
          {amount !== null && (
            <Button
              small
              disabled={!mayWrite || sending}
              aria-label={t("quotas.away.take_of", { name: person.name, amount: say(amount) })}
              onClick={() => void handleTake()}
            >
              {t("quotas.away.take", { amount: say(amount) })}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

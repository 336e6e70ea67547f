import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { TextArea } from "#ui/parts/Field.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type Plan, type PlanTeam, setQuotasRoute } from "../api.ts";
import { chanceAt } from "../chance.ts";
import { longestReason } from "../quota.ts";
import { inHundred, useSay } from "./say.ts";
import { ownerKey, useTakeBack } from "./useTakeBack.ts";

type Props = { plan: Plan; team: PlanTeam; onClose: () => void };

/** The quota of a team itself, with its chance; a reason where one is asked. */
export function TeamQuotaDialog({ plan, team, onClose }: Props) {
  const { t } = useWords();
  const { say } = useSay(plan);
  const { quota, suggestion } = team;
  const [amount, setAmount] = useState<number | null>(quota?.amount ?? suggestion?.suggested ?? null);
  const [reason, setReason] = useState("");
  const { save, sending, mayWrite } = useSaving(plan, team, onClose);
  const isChange = quota !== null && quota.amount !== amount;
  const isAbove = quota === null && suggestion !== null && amount !== null && amount > suggestion.suggested;
  const needsReason = isChange || isAbove;
  const isReady = amount !== null && amount > 0 && quota?.amount !== amount && (!needsReason || reason.trim() !== "");
  const label = t("quotas.plan.quota_of", { name: team.name });
  return (
    <Dialog
      title={label}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary type="submit" form="team-quota" disabled={!isReady || sending || !mayWrite}>
            {t("quotas.team_quota.save")}
          </Button>
        </>
      }
    >
      <form
        id="team-quota"
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && amount !== null) void save(amount, reason);
        }}
      >
        <p className="s ink2">{t("quotas.team_quota.hint")}</p>
        {plan.unit === "money" && plan.currency ? (
          <MoneyInput label={label} minor={amount} currency={plan.currency} onChange={setAmount} />
        ) : (
          <NumberInput label={label} value={amount} onChange={(next) => setAmount(next && Math.round(next))} />
        )}
        {suggestion && amount !== null && amount > 0 && (
          <p className="s num" aria-live="polite">
            {t("quotas.panel.chance", {
              amount: say(amount),
              chance: inHundred(chanceAt(suggestion.curve, amount)),
              kind: plan.period.kind,
            })}
          </p>
        )}
        {needsReason && (
          <TextArea
            label={t(isChange ? "quotas.reason.change" : "quotas.reason.above")}
            value={reason}
            maxLength={longestReason}
            onChange={setReason}
          />
        )}
      </form>
    </Dialog>
  );
}

function useSaving(plan: Plan, { id, name, quota }: PlanTeam, onClose: () => void) {
  const { t } = useWords();
  const { send, sending, mayWrite } = useWrite(setQuotasRoute, { touches: ["quotas"] });
  const { takeBack } = useTakeBack(plan);
  const save = async (amount: number, reason: string) => {
    const owner = { kind: "team" as const, team: id };
    const quotas = [{ owner, amount, reason: reason.trim() || null }];
    const answer = await send({ body: { metric: plan.metric, period: plan.period.id, quotas } });
    if (!answer) return;
    const live = answer.filter((one) => ownerKey(one.owner) === id);
    toast.done(t("quotas.team_quota.done", { name }), () => takeBack(live, new Map([[id as string, quota]])));
    onClose();
  };
  return { save, sending, mayWrite };
}

import { toast } from "#ui/frame/toasts.ts";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type Plan, type QuotaShape, setQuotasRoute, withdrawQuotaRoute } from "../api.ts";

/** By owner: the quota that stood before, or null where there was none. */
export type Before = ReadonlyMap<string, QuotaShape | null>;

/** Withdrawing a quota, and taking back what was set or withdrawn. */
export function useTakeBack({ metric, period }: Pick<Plan, "metric" | "period">) {
  const { t } = useWords();
  const { send: set } = useWrite(setQuotasRoute, { touches: ["quotas"] });
  const { send: end, sending, mayWrite } = useWrite(withdrawQuotaRoute, { touches: ["quotas"] });
  const setAgain = async (former: readonly QuotaShape[]) => {
    if (former.length === 0) return;
    const reasonOf = ({ reason }: QuotaShape) => reason ?? t("quotas.reason.taken_back");
    const quotas = former.map((one) => ({ owner: one.owner, amount: one.amount, reason: reasonOf(one) }));
    await set({ body: { metric, period: period.id, quotas } });
  };
  const takeBack = async (live: readonly QuotaShape[], before: Before) => {
    await setAgain([...before.values()].flatMap((one) => one ?? []));
    for (const { id, owner } of live) if (before.get(ownerKey(owner)) === null) await end({ params: { id } });
  };
  const withdraw = async (quota: QuotaShape, name: string) => {
    if (await end({ params: { id: quota.id } }))
      toast.done(t("quotas.plan.withdrawn", { name }), () => setAgain([quota]));
  };
  return { takeBack, withdraw, sending, mayWrite };
}

export function ownerKey(owner: QuotaShape["owner"]): string {
  return owner.kind === "person" ? owner.person : owner.team;
}

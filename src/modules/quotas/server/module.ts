import { figureMoved } from "#modules/metrics/events.ts";
import { firstDealId } from "#modules/pipeline/server/public.ts";
import { on } from "#platform/events/listener.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import { mayBeGoal } from "./goals.ts";
import { quotaKeys } from "./keys.ts";
import { quotasPassOn } from "./passQuotas.ts";
import { hearFigureMoved } from "./seeIfReached.ts";
import { seePlan } from "./seePlan.ts";
import { seeProgress } from "./seeProgress.ts";
import { seeQuotas } from "./seeQuotas.ts";
import { setQuotas } from "./setQuotas.ts";
import { forgetReasons, isAnyQuotaSet, quotasExports, quotasHeld } from "./store.ts";
import { withdrawQuota } from "./withdrawQuota.ts";

export const quotas = module({
  name: "quotas",
  owns: ["quotas", "quota_reaches"],
  exports: quotasExports,
  emits: ["quota_set", "quota_reached"],
  keys: quotaKeys,
  places: [
    {
      name: "goals",
      path: "/goals",
      isUsed: async (db) => (await isAnyQuotaSet(db)) || (await firstDealId(db)) !== undefined,
    },
  ],
  firstSteps: [{ name: "quotas", day: 4, path: "/goals/quotas", isDone: isAnyQuotaSet }],
  onTransfer: [quotasPassOn],
  onErase: async (tx, { kind, id }) => {
    if (kind === "person") await forgetReasons(tx, id);
  },
  onAccess: async (db, { kind, id }) => (kind === "person" ? { quotas: await quotasHeld(db, id) } : {}),
  listens: [on(figureMoved, "quotas.see_if_reached", hearFigureMoved, mayBeGoal)],
  answers: [
    answer(api.planRoute, (ask) => seePlan(ask, ask.query)),
    answer(api.quotasRoute, (ask) => seeQuotas(ask, ask.query)),
    answer(api.setQuotasRoute, (ask) =>
      ask.transact(async (tx) => {
        await setQuotas(tx, ask, ask.body);
        return seeQuotas({ ...ask, db: tx }, { metric: ask.body.metric, period: ask.body.period });
      }),
    ),
    answer(api.withdrawQuotaRoute, async (ask) => {
      await ask.transact((tx) => withdrawQuota(tx, ask, ask.params.id));
      return { done: true as const };
    }),
    answer(api.progressRoute, (ask) => seeProgress(ask, ask.query)),
  ],
});

import type { QuotaShape } from "../api.ts";
import { sizeOf } from "../quota.ts";
import { mayRead, staffOn } from "./quotaPeople.ts";
import type { Looking } from "./seePlan.ts";
import { liveQuotas, type StoredQuota } from "./store.ts";

export async function seeQuotas(
  { db, actor, workspace, today }: Looking,
  {
    person,
    team,
    ...asked
  }: {
    metric?: string | undefined;
    period?: string | undefined;
    person?: string | undefined;
    team?: string | undefined;
  },
): Promise<QuotaShape[]> {
  const staff = await staffOn(db, today);
  const people = person ? [person] : undefined;
  const found = await liveQuotas(db, { ...asked, people, teams: team ? [team] : undefined });
  return found.filter((one) => mayRead(actor, workspace, one.owner, staff)).map(shapeOf);
}

export function shapeOf({ amount, replaces, ...quota }: StoredQuota): QuotaShape {
  return {
    ...quota,
    amount: sizeOf(amount),
    unit: amount.unit,
    currency: amount.unit === "money" ? amount.money.currency : null,
    replaces: replaces?.quota ?? null,
  };
}

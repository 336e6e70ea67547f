import { type Period, periodOf, shiftPeriod } from "#lib/period.ts";
import type { Actor } from "#lib/policy/can.ts";
import { momentOf } from "#lib/time.ts";
import type { Team } from "#modules/people/person.ts";
import { teamsOn } from "#modules/people/server/public.ts";
import { seePlan, setQuotas } from "#modules/quotas/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { groundOf } from "#platform/ground.ts";
import type { Filling } from "./fillSample.ts";

const metric = "revenue_won";

/**
 * Quotas of the running quarter and of the one before, set by each manager on the first day of it: for everybody who
 * was there what was suggested by all that was known on that day.
 */
export async function fillQuotas(tx: Tx, { workspace, today }: Filling): Promise<void> {
  const running = periodOf("quarter", today, workspace.fiscalStart);
  for (const period of [shiftPeriod(running, -1, workspace.fiscalStart), running])
    for (const team of await teamsOn(tx, period.from))
      if (team.leadId) await setAsSuggested(tx, workspace, team, period);
}

async function setAsSuggested(
  tx: Tx,
  workspace: Filling["workspace"],
  { leadId, members }: Team,
  period: Period,
): Promise<void> {
  const actor: Actor = { userId: "", personId: leadId!, admin: false, leads: members, teammates: [], covers: [] };
  const now = momentOf(period.from, 9 * 60, workspace.zone);
  const asking = { ground: groundOf(tx), actor, workspace, today: period.from, now };
  const { teams } = await seePlan({ ...asking, db: tx }, { metric, period: period.id });
  const quotas = teams.flatMap(({ rows }) =>
    rows.flatMap(({ person, mayPlan, suggestion }) => {
      const owner = { kind: "person" as const, person: person.id };
      const isThere = !person.joinedOn || person.joinedOn <= period.from;
      return mayPlan && isThere && suggestion ? [{ owner, amount: suggestion.suggested, reason: null }] : [];
    }),
  );
  if (quotas.length > 0) await setQuotas(tx, asking, { metric, period: period.id, quotas });
}

import { type RawBuilder, sql } from "kysely";
import { Refusal } from "#lib/refusal.ts";
import { opened, viewsOfList } from "#modules/lists/server/public.ts";
import { maySeeView } from "#modules/lists/view.ts";
import { factsIn } from "#modules/metrics/server/public.ts";
import { leadReach, leadsWhere, queueCounts } from "#modules/pipeline/server/public.ts";
import type { Ask } from "#platform/http/answer.ts";
import { daysOfSpan } from "#platform/records/list/filterSql.ts";
import { countOf, type Opened, whereOf } from "#platform/records/list/readList.ts";
import type { queues } from "../api.ts";
import { shown } from "./leads.ts";

type Asked = { queue: (typeof queues)[number]; view?: string | undefined; q?: string | undefined; limit: number };

/** One queue with its leads, and what every queue counts. Kept queues are views of the list of leads that several see. */
export async function seeQueue(ask: Ask, { queue, view, q, limit }: Asked) {
  const { db, actor, workspace } = ask;
  const reach = leadReach(actor, workspace);
  const list = await opened(ask, "leads");
  const kept = (await viewsOfList(db, "leads")).filter((one) => one.sharedWith !== null && maySeeView(actor, one));
  const chosen = view === undefined ? undefined : kept.find((one) => one.id === view);
  if (view !== undefined && !chosen) throw new Refusal("lists.no_such_view", 404);
  const where = chosen ? whereOf(list, chosen.shown) : queueSql(queue, actor.personId);
  const found = q?.trim() ? sql`${where} and ${list.list.found(q.trim())}` : where;
  const counts = await queueCounts(db, reach, actor.personId);
  const views = await Promise.all(
    kept.map(async (one) => ({ id: one.id as string, name: one.name, count: await countIn(list, one.shown) })),
  );
  const rows = await shown(ask, await leadsWhere(db, reach, found, limit));
  return {
    rows,
    count: chosen ? (views.find(({ id }) => id === chosen.id)?.count ?? rows.length) : counts[queue],
    counts,
    views,
    ...(await answered(ask)),
  };
}

const countIn = async (list: Opened, shownBy: Parameters<typeof countOf>[1]) =>
  (await countOf(list, shownBy, true)).count;

function queueSql(queue: Asked["queue"], me: string): RawBuilder<unknown> {
  if (queue === "untaken") return sql`deals.owner_id is null and deals.lead_state <> 'disqualified'`;
  return sql`deals.owner_id = ${me} and deals.lead_state = ${queue}`;
}

/** How soon my first responses came this week, and how many leads I answered first this month. */
async function answered({ db, actor, workspace, today }: Ask) {
  const week = daysOfSpan("thisWeek", { today, workspace });
  const month = daysOfSpan("thisMonth", { today, workspace });
  const mine = [actor.personId];
  const minutes = await factsIn(db, "lead_response_minutes", mine, week.from, week.to);
  const worked = await factsIn(db, "leads_worked", mine, month.from, month.to);
  return { medianMinutes: median(minutes.map(({ value }) => value)), worked: worked.length };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

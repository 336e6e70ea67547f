import type { Actor } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { teamsOn } from "#modules/people/server/public.ts";
import type { Question } from "../figure.ts";
import { type Asking, maySeeScope, whereOf } from "./answerFigure.ts";
import { recordsOf } from "./store.ts";

const page = 100;

/** The records behind a figure: rows the actor may read, and how many others there are. */
export async function figureRecords(asking: Asking, actor: Actor, question: Question, after: number) {
  const { db, ground, workspace, today } = asking;
  if (!maySeeScope(actor, question.scope, workspace, await teamsOn(db, today)))
    throw new Refusal("metrics.no_such_figure", 404);
  const all = await recordsOf(db, question.metric, await whereOf(asking, question));
  const kind = ground.records.get(question.metric.record);
  const ids = all.map((one) => one.record);
  const readable = kind?.readable ? await kind.readable(db, actor, workspace, ids) : new Set(ids);
  const shown = all.filter((one) => readable.has(one.record));
  const rows = shown.slice(after, after + page);
  const names =
    (await kind?.names(
      db,
      rows.map((one) => one.record),
    )) ?? new Map<string, string>();
  return {
    record: question.metric.record,
    rows: rows.map(({ record, metric, day, value }) => ({
      id: record,
      name: names.get(record) ?? "",
      metric,
      day,
      value,
    })),
    total: all.length,
    unreadable: all.length - shown.length,
    next: after + page < shown.length ? after + page : null,
  };
}

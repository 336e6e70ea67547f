import { filterFrom, readFilter } from "#lib/filter.ts";
import { answer, answerFile } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { countOf, pageOf, sumsOf } from "#platform/records/list/readList.ts";
import { forgetShares, sharesFollow } from "#platform/records/shares.ts";
import * as api from "../api.ts";
import { bulkJob, changeMany, seeBulk, undoMany } from "./changeMany.ts";
import { forgetOldBulks } from "./forgetOldBulks.ts";
import { listKeys } from "./keys.ts";
import { labelsIn } from "./labels.ts";
import { listFile } from "./listFile.ts";
import { opened } from "./opening.ts";
import { endShare, seeShares, shareRecord } from "./shares.ts";
import { addView, changeView, dropView, seeViews } from "./views.ts";

/** Any kind of record as a list: what it shows, the views people keep, files of it, and many of its records changed at once. */
export const lists = module({
  name: "lists",
  owns: ["views", "view_choices", "bulk_changes", "bulk_rows"],
  exportsWithout: {
    views: "how people look at lists, not what is in them",
    view_choices: "how people look at lists, not what is in them",
    bulk_changes: "what it changed is in the records and their history",
    bulk_rows: "what it changed is in the records and their history",
  },
  keys: listKeys,
  jobs: [bulkJob],
  nightly: [{ name: "lists.forget_old_changes", run: forgetOldBulks }],
  onMerge: sharesFollow,
  onErase: (tx, { id }) => forgetShares(tx, [id]),
  onPurge: (tx, { ids }) => forgetShares(tx, ids),
  answers: [
    answer(api.sharesRoute, (ask) => seeShares(ask, ask.params)),
    answer(api.shareRoute, (ask) => shareRecord(ask, ask.params, ask.body)),
    answer(api.endShareRoute, async (ask) => {
      await endShare(ask, ask.params, ask.params.person);
      return { done: true as const };
    }),
    answer(api.listRoute, async (ask) => {
      const { list, fields } = await opened(ask, ask.params.list);
      return {
        name: list.name,
        record: list.record,
        currency: ask.workspace.currency,
        mayRemove: list.verbs?.remove !== undefined,
        fields: [...fields.values()].map((field) => ({
          id: field.id,
          type: field.type,
          label: field.label,
          of: field.of ?? null,
          record: field.record ?? null,
          choices: field.choices ? [...field.choices] : null,
          drawn: field.drawn ?? null,
          sortable: field.sortable !== false && !field.hidden,
          hidden: field.hidden ?? false,
          summed: field.summed ?? false,
          edits: field.edits ?? null,
        })),
      };
    }),
    answer(api.listRowsRoute, async (ask) => {
      const list = await opened(ask, ask.params.list);
      return pageOf(ask.ground, list, {
        ...askedOf(ask.query),
        ...sortedOf(list, ask.query),
        after: ask.query.after,
        limit: ask.query.limit,
      });
    }),
    answer(api.listCountRoute, async (ask) => {
      const list = await opened(ask, ask.params.list);
      const isExact = ask.query.exactly === "1";
      const count = await countOf(list, askedOf(ask.query), isExact);
      return { ...count, sums: isExact || !count.isCapped ? await sumsOf(list, askedOf(ask.query)) : null };
    }),
    answerFile(api.listFileRoute, async (ask) => {
      const list = await opened(ask, ask.params.list);
      const asked = { ...askedOf(ask.query), ...sortedOf(list, ask.query), as: ask.query.as };
      return listFile(ask.ground, list, asked, labelsIn(ask.query.language ?? ask.workspace.locale));
    }),
    answer(api.bulkRoute, async (ask) => {
      const { ids, filter, q, what, fields } = ask.body;
      const chosen = ids ? { picked: ids } : { filter: filterFrom(filter ?? { all: [] }), q };
      const id = await changeMany(ask.ground, await opened(ask, ask.params.list), { chosen, what, fields });
      return seeBulk(ask, id);
    }),
    answer(api.bulkStateRoute, (ask) => seeBulk(ask, ask.params.id)),
    answer(api.undoBulkRoute, async (ask) => {
      await undoMany(ask.ground, ask.actor.userId, ask.params.id);
      return seeBulk(ask, ask.params.id);
    }),
    answer(api.viewsRoute, ({ db, actor, query }) => seeViews(db, actor, query.list)),
    answer(api.addViewRoute, async (ask) => {
      const list = await opened(ask, ask.body.list);
      return ask.transact((tx) => addView(tx, list, ask.body, ask.now));
    }),
    answer(api.changeViewRoute, (ask) =>
      ask.transact((tx) => changeView(tx, ask.actor, ask.params.id, ask.body, (name) => opened(ask, name))),
    ),
    answer(api.deleteViewRoute, async ({ transact, actor, params }) => {
      await transact((tx) => dropView(tx, actor, params.id));
      return { done: true as const };
    }),
  ],
});

function askedOf({
  filter,
  q,
  ids,
}: {
  filter?: string | undefined;
  q?: string | undefined;
  ids?: string | undefined;
}) {
  return { filter: readFilter(filter), q, ids: ids?.split(",").filter((id) => /^[0-9a-f-]{36}$/.test(id)) };
}

/** Without an order of its own a list begins with its first field. */
function sortedOf(
  { fields }: Awaited<ReturnType<typeof opened>>,
  { columns, sort, order }: { columns: string; sort?: string | undefined; order: "asc" | "desc" },
) {
  const first = [...fields.keys()][0] ?? "";
  return { columns: columns.split(",").filter(Boolean), sort: sort ?? first, order };
}

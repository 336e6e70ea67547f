import { conditionsOf, filterFrom } from "#lib/filter.ts";
import { newId } from "#lib/id.ts";
import type { Actor } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { filterSql } from "#platform/records/list/filterSql.ts";
import type { Opened } from "#platform/records/list/readList.ts";
import type { ViewShape } from "../api.ts";
import { mayChangeView, maySeeView, type Shown, type View, type ViewId } from "../view.ts";
import { chooseFirst, deleteView, firstViewOf, insertView, lockView, saveView, viewsOfList } from "./store.ts";

type ShownAsked = Omit<Shown, "filter"> & { filter?: unknown };

export async function seeViews(db: Reads, actor: Actor, list: string): Promise<ViewShape[]> {
  const seen = (await viewsOfList(db, list)).filter((view) => maySeeView(actor, view));
  const names = await personNames(db, [...new Set(seen.map((view) => view.ownerId))]);
  const first = await firstViewOf(db, actor.personId, list);
  return seen.map((view) => shapeOf(view, { actor, owner: names.get(view.ownerId) ?? null, first }));
}

export async function addView(
  tx: Tx,
  opened: Opened,
  asked: { list: string; name: string; sharedWith: View["sharedWith"]; shown: ShownAsked },
  now: Instant,
): Promise<ViewShape> {
  const { actor } = opened.asking;
  const view = {
    id: newId<"view">(),
    list: asked.list,
    name: asked.name,
    ownerId: actor.personId,
    sharedWith: asked.sharedWith,
    shown: shownFor(opened, asked.shown),
  };
  await insertView(tx, view, now);
  touched(tx, "views");
  return one(tx, actor, view.id, asked.list);
}

export type ViewChange = {
  name?: string | undefined;
  sharedWith?: View["sharedWith"] | undefined;
  shown?: ShownAsked | undefined;
  position?: number | undefined;
  isFirst?: boolean | undefined;
};

export async function changeView(
  tx: Tx,
  actor: Actor,
  id: ViewId,
  { isFirst, shown, ...asked }: ViewChange,
  open: (list: string) => Promise<Opened>,
): Promise<ViewShape> {
  const was = await seen(tx, actor, id);
  const changes = Object.values(asked).some((value) => value !== undefined) || shown !== undefined;
  if (changes && !mayChangeView(actor, was)) throw new Refusal("lists.may_not_change_view", 403);
  if (changes)
    await saveView(tx, {
      ...was,
      name: asked.name ?? was.name,
      sharedWith: asked.sharedWith === undefined ? was.sharedWith : asked.sharedWith,
      position: asked.position ?? was.position,
      shown: shown ? shownFor(await open(was.list), shown) : was.shown,
    });
  if (isFirst !== undefined) await chooseFirst(tx, actor.personId, was.list, isFirst ? id : null);
  touched(tx, "views");
  return one(tx, actor, id, was.list);
}

export async function dropView(tx: Tx, actor: Actor, id: ViewId): Promise<void> {
  const was = await seen(tx, actor, id);
  if (!mayChangeView(actor, was)) throw new Refusal("lists.may_not_change_view", 403);
  await deleteView(tx, id);
  touched(tx, "views");
}

async function seen(tx: Tx, actor: Actor, id: ViewId): Promise<View> {
  const view = await lockView(tx, id);
  if (!view || !maySeeView(actor, view)) throw new Refusal("lists.no_such_view", 404);
  return view;
}

async function one(tx: Tx, actor: Actor, id: ViewId, list: string): Promise<ViewShape> {
  return (await seeViews(tx, actor, list)).find((view) => view.id === id)!;
}

/** What is kept can be opened: its filter, columns and order are those of the list. */
function shownFor(opened: Opened, asked: ShownAsked): Shown {
  const filter = filterFrom(asked.filter ?? { all: [] });
  filterSql(filter, opened.fields, opened.asking);
  const known = (id: string) => opened.fields.has(id);
  const unknown = [...asked.columns, asked.sort, ...conditionsOf(filter).map(({ field }) => field)].find(
    (id) => !known(id),
  );
  if (unknown !== undefined)
    throw new Refusal("lists.no_such_field", 422, { field: unknown }, [
      { pointer: "/shown", code: "lists.no_such_field", detail: unknown },
    ]);
  return { ...asked, filter };
}

function shapeOf(
  { position: _position, ...view }: View,
  { actor, owner, first }: { actor: Actor; owner: string | null; first: string | null },
): ViewShape {
  return {
    ...view,
    shown: { ...view.shown, columns: [...view.shown.columns] },
    owner,
    mayChange: mayChangeView(actor, view),
    isFirst: view.id === first,
  };
}

import { sql } from "kysely";
import { fromKysely } from "pg-boss";
import type { EventKind } from "#lib/event.ts";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { actingUser, groundOf } from "../ground.ts";
import type { StoredEvent } from "./listener.ts";

/** One event to write: which record, its facts, and when it happened (now, unless said). */
export type Happening<Facts> = { record: string; facts: Facts; happenedAt?: Instant };

/** What travels to a listener: ids only; it reads the events as they stand. */
export type Delivery = { events: string[] };

const perDelivery = 1000;

/** Writes the event and one job for each listener, in the transaction of the change it tells. Answers the event as it stands. */
export async function emit<Facts>(tx: Tx, kind: EventKind<Facts>, happening: Happening<Facts>): Promise<StoredEvent> {
  const [event] = await emitSome(tx, kind, [happening]);
  return event!;
}

/** As `emit`, in bulk: one delivery for each listener and thousand events. */
export async function emitAll<Facts>(tx: Tx, kind: EventKind<Facts>, happenings: Happening<Facts>[]): Promise<void> {
  for (let from = 0; from < happenings.length; from += perDelivery)
    await emitSome(tx, kind, happenings.slice(from, from + perDelivery));
}

async function emitSome<Facts>(tx: Tx, kind: EventKind<Facts>, happenings: Happening<Facts>[]): Promise<StoredEvent[]> {
  const { clock, listeners, boss } = groundOf(tx);
  const now = clock.now();
  const by = actingUser(tx);
  const events = happenings.map(
    ({ record, facts, happenedAt }): StoredEvent => ({
      id: newId(),
      name: kind.name,
      record,
      facts: kind.facts.parse(facts),
      by,
      happenedAt: happenedAt ?? now,
      recordedAt: now,
    }),
  );
  await sql`
    insert into events (id, name, record_kind, record_id, facts, by_user, happened_at, recorded_at)
    select id, ${kind.name}, ${kind.record}, record_id, facts, ${by}::text, happened_at, ${now}::timestamptz
    from unnest(
      ${events.map((one) => one.id)}::uuid[],
      ${events.map((one) => one.record)}::uuid[],
      ${events.map((one) => JSON.stringify(one.facts))}::jsonb[],
      ${events.map((one) => one.happenedAt)}::timestamptz[]
    ) as new (id, record_id, facts, happened_at)`.execute(tx);
  for (const { name, concerns } of listeners.get(kind.name) ?? []) {
    const delivery: Delivery = { events: events.filter((one) => concerns(one.facts)).map((one) => one.id) };
    if (delivery.events.length > 0) await boss.send(name, delivery, { db: fromKysely(tx) });
  }
  return events;
}

type EventRow = {
  id: string;
  name: string;
  recordId: string;
  facts: unknown;
  by: string | null;
  happenedAt: Instant;
  recordedAt: Instant;
};

const columns = sql.raw(
  `id, name, record_id as "recordId", facts, by_user as by, happened_at as "happenedAt", recorded_at as "recordedAt"`,
);

function stored({ recordId, ...event }: EventRow): StoredEvent {
  return { ...event, record: recordId };
}

/** Everything that happened to a record, in the order it was recorded. */
export async function eventsOf(db: Reads, record: string): Promise<StoredEvent[]> {
  const found = await rows<EventRow>(
    db,
    sql`select ${columns} from events where record_id = ${record} order by recorded_at, id`,
  );
  return found.map(stored);
}

/** As `eventsOf`, of many records at once. */
export async function eventsOfAll(db: Reads, records: readonly string[]): Promise<Map<string, StoredEvent[]>> {
  const found = await rows<EventRow>(
    db,
    sql`
    select ${columns} from events where record_id = any(${[...records]}::uuid[])
    order by recorded_at, id`,
  );
  return Map.groupBy(found.map(stored), (event) => event.record);
}

export async function eventsByIds(db: Reads, ids: readonly string[]): Promise<StoredEvent[]> {
  const found = await rows<EventRow>(
    db,
    sql`select ${columns} from events where id = any(${ids}::uuid[]) order by recorded_at, id`,
  );
  return found.map(stored);
}

/** Forgets what happened to records that never were: an import that is undone. What was delivered is derived anew without it. */
export async function forgetEvents(tx: Tx, records: readonly string[]): Promise<void> {
  await sql`delete from events where record_id = any(${[...records]}::uuid[])`.execute(tx);
}

/** A new listener starts with the past: every event of its kind since `since` is delivered to it once more. */
export async function replay(tx: Tx, listener: string, since: Instant): Promise<number> {
  const { listeners, boss } = groundOf(tx);
  const known = [...listeners.values()].flat().find((one) => one.name === listener);
  if (!known) throw new Error(`No listener is called ${listener}`);
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from events where name = ${known.event} and recorded_at >= ${since} order by recorded_at, id`,
  );
  for (let from = 0; from < found.length; from += perDelivery) {
    const delivery: Delivery = { events: found.slice(from, from + perDelivery).map((event) => event.id) };
    await boss.send(known.name, delivery, { db: fromKysely(tx) });
  }
  return found.length;
}

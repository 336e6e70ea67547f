// The SQL of the customer's people on a deal and of how they decide.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Reach } from "#lib/policy/can.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { DealId, PartId } from "../deal.ts";
import type { DecisionStep } from "../decision.ts";
import { withinDeals } from "./reachStore.ts";

export type DealContact = { contactId: ContactId; partId: PartId | null; part: string | null };

export async function contactsOn(db: Reads, id: DealId): Promise<DealContact[]> {
  return rows<DealContact>(
    db,
    sql`
    select contact_id as "contactId", part_id as "partId", contact_parts.name as part
    from deal_contacts left join contact_parts on contact_parts.id = part_id
    where deal_id = ${id}
    order by contact_parts.position nulls last, added_at, contact_id`,
  );
}

/** Who is on these deals. */
export async function contactsOnAll(
  db: Reads,
  ids: readonly string[],
): Promise<(Omit<DealContact, "part"> & { dealId: DealId })[]> {
  return rows<Omit<DealContact, "part"> & { dealId: DealId }>(
    db,
    sql`
    select deal_id as "dealId", contact_id as "contactId", part_id as "partId"
    from deal_contacts
    where deal_id = any(${[...ids]}::uuid[])
    order by deal_id, added_at, contact_id`,
  );
}

export async function saveContactOn(
  tx: Tx,
  { id, contactId, partId }: { id: DealId; contactId: ContactId; partId: PartId | null },
  at: Instant,
): Promise<void> {
  await sql`
    insert into deal_contacts (deal_id, contact_id, part_id, added_at) values (${id}, ${contactId}, ${partId}, ${at})
    on conflict (deal_id, contact_id) do update set part_id = excluded.part_id`.execute(tx);
}

export async function removeContactFrom(tx: Tx, id: DealId, contactId: ContactId): Promise<boolean> {
  const gone = await row(
    tx,
    sql`delete from deal_contacts where deal_id = ${id} and contact_id = ${contactId} returning deal_id`,
  );
  return gone !== undefined;
}

export async function stepsOf(db: Reads, id: DealId): Promise<DecisionStep[]> {
  return rows<DecisionStep>(
    db,
    sql`
    select contact_id as "contactId", who, what, planned_on as "plannedOn", done_on as "doneOn"
    from decision_steps
    where deal_id = ${id}
    order by position`,
  );
}

/** The route as it is now: an ordered list, replaced whole. */
export async function saveSteps(tx: Tx, id: DealId, steps: readonly DecisionStep[]): Promise<void> {
  await sql`delete from decision_steps where deal_id = ${id}`.execute(tx);
  await sql`
    insert into decision_steps (id, deal_id, position, contact_id, who, what, planned_on, done_on)
    select id, ${id}::uuid, position, contact_id, who, what, planned_on, done_on
    from unnest(
      ${steps.map(() => newId())}::uuid[], ${steps.map((_, position) => position)}::int[], ${steps.map((one) => one.contactId)}::uuid[],
      ${steps.map((one) => (one.contactId ? null : one.who))}::text[], ${steps.map((one) => one.what)}::text[], ${steps.map((one) => one.plannedOn)}::date[],
      ${steps.map((one) => one.doneOn)}::date[]
    ) as new (id, position, contact_id, who, what, planned_on, done_on)`.execute(tx);
}

export type ContactsDeal = {
  id: DealId;
  name: string;
  stage: string;
  status: "open" | "won" | "lost";
  valueMinor: number;
  currency: string;
  expectedCloseOn: CivilDate | null;
  part: string | null;
};

/** The deals that a contact has a part in and the reader may see: open ones first. */
export async function dealsOfContact(db: Reads, reach: Reach, contactId: ContactId): Promise<ContactsDeal[]> {
  return rows<ContactsDeal>(
    db,
    sql`
    select deals.id, deals.name, stages.name as stage, deals.status, deals.value_minor as "valueMinor", deals.currency,
      deals.expected_close_on as "expectedCloseOn", contact_parts.name as part
    from deal_contacts
    join deals on deals.id = deal_id
    join stages on stages.id = deals.stage_id
    left join contact_parts on contact_parts.id = part_id
    where contact_id = ${contactId} and deals.deleted_at is null and ${withinDeals(reach)}
    order by deals.status = 'open' desc, deals.last_touch_at desc, deals.id
    limit 50`,
  );
}

/** Takes a contact off every deal; answers which. Steps of a decision stay, and name nobody once the row is blank. */
export async function forgetContactOn(tx: Tx, contactId: string): Promise<DealId[]> {
  const gone = await rows<{ id: DealId }>(
    tx,
    sql`delete from deal_contacts where contact_id = ${contactId} returning deal_id as id`,
  );
  return gone.map(({ id }) => id);
}

/** Before contacts are removed for good: a step that one of them was to take stays, and says that nobody is known any more. */
export async function unlinkContacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from deal_contacts where contact_id = any(${[...ids]}::uuid[])`.execute(tx);
  await sql`
    update decision_steps set contact_id = null, who = coalesce(who, '—')
    where contact_id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function contactRowsOf(db: Reads, contactId: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`
    select deals.name as deal, contact_parts.name as part, added_at
    from deal_contacts
    join deals on deals.id = deal_id
    left join contact_parts on contact_parts.id = part_id
    where contact_id = ${contactId}
    order by added_at`,
  );
}

export async function stepRowsOf(db: Reads, contactId: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`
    select deals.name as deal, what, planned_on, done_on
    from decision_steps join deals on deals.id = deal_id
    where contact_id = ${contactId}
    order by planned_on nulls last`,
  );
}

/** The parts of one contact go to another; where the other has a part already, theirs stays. Answers the rows as they were. */
export async function moveParts(
  tx: Tx,
  from: string,
  into: string,
): Promise<{ dealId: string; partId: string | null; addedAt: Instant; stays: boolean }[]> {
  const moved = await rows<{ dealId: string; partId: string | null; addedAt: Instant; stays: boolean }>(
    tx,
    sql`
    delete from deal_contacts as gone where contact_id = ${from}
    returning deal_id as "dealId", part_id as "partId", added_at as "addedAt",
      exists (select 1 from deal_contacts where deal_id = gone.deal_id and contact_id = ${into}) as stays`,
  );
  await putParts(
    tx,
    into,
    moved.filter(({ stays }) => !stays),
  );
  return moved;
}

export async function putParts(
  tx: Tx,
  contactId: string,
  parts: readonly { dealId: string; partId: string | null; addedAt: Instant }[],
): Promise<void> {
  await sql`
    insert into deal_contacts (deal_id, contact_id, part_id, added_at)
    select deal_id, ${contactId}::uuid, part_id, added_at
    from unnest(${parts.map((one) => one.dealId)}::uuid[], ${parts.map((one) => one.partId)}::uuid[], ${parts.map((one) => one.addedAt)}::timestamptz[])
      as put (deal_id, part_id, added_at)
    where deal_id in (select id from deals)
    on conflict do nothing`.execute(tx);
}

export async function dropParts(tx: Tx, contactId: string, deals: readonly string[]): Promise<void> {
  await sql`delete from deal_contacts where contact_id = ${contactId} and deal_id = any(${[...deals]}::uuid[])`.execute(
    tx,
  );
}

/** Steps that one contact was to take, of these or of all, taken by another. */
export async function moveSteps(tx: Tx, from: string, into: string, only: readonly string[] | null): Promise<string[]> {
  const moved = await rows<{ id: string }>(
    tx,
    sql`
    update decision_steps set contact_id = ${into}
    where contact_id = ${from} and (${only}::uuid[] is null or id = any(${only}::uuid[]))
    returning id`,
  );
  return moved.map(({ id }) => id);
}

import { dayAt, type Instant, momentOf } from "#lib/time.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { CampaignId, SourceId } from "#modules/pipeline/lead.ts";
import { lockDeal, readPipelines, startPipeline, takeIn, updateImportedLead } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { LeadRecord } from "../record.ts";
import { type Applying, created, type RowOf, updated } from "./applyRows.ts";
import { saveOwnValues } from "./saveOwn.ts";
import { insertChanges, notePipeline } from "./store.ts";

/** Leads with the day on which they came in: they count for it, no clock runs for them, and nobody is told. */
export async function applyLeads(tx: Tx, applying: Applying, rows: readonly RowOf<LeadRecord>[]): Promise<void> {
  const { importId, author, now } = applying;
  const { workspace, today } = author;
  if ((await readPipelines(tx)).length === 0)
    await notePipeline(tx, importId, await startPipeline(tx, workspace.locale));
  for (const { record } of created(rows)) {
    const { value, message, key, state, reason } = record;
    const cameInAt = momentIn(record.cameInAt, workspace.zone) ?? now;
    const contactId = (await applying.find("contact", record.contact)) as ContactId | null;
    const asked = { ...(await fieldsOf(record)), contactId, message, ...(value ? { value } : {}) };
    const history = { key, state, reason, importId };
    const { id } = await takeIn(
      tx,
      workspace,
      { ...asked, cameInAt, history },
      { now, today: dayAt(cameInAt, workspace.zone) },
    );
    await saveOwnValues(tx, applying, [{ id, record }]);
  }
  for (const { id, record } of updated(rows)) {
    const was = await lockDeal(tx, id as DealId);
    if (!was || was.deletedAt || was.lead.state === null) continue;
    const custom = (await saveOwnValues(tx, applying, [{ id, record }])).get(id) ?? {};
    const { sourceId, campaignId, ...own } = await fieldsOf(record);
    const lead = { ...was.lead, sourceId, campaignId, message: record.message };
    const value = record.value ?? was.value;
    const became = { ...was, ...own, value, baseMinor: record.value ? value.minor : was.baseMinor };
    await updateImportedLead(
      tx,
      was,
      { ...became, lead: { ...lead, state: record.state, reason: record.reason } },
      { now, today },
    );
    await insertChanges(tx, importId, [{ kind: "lead", id, version: was.version + 1, was: { ...was, custom } }]);
  }

  async function fieldsOf({ name, owner, organization, source, campaign }: LeadRecord) {
    return {
      name,
      ownerId: (await applying.find("person", owner)) as PersonId | null,
      organizationId: (await applying.find("organization", organization)) as OrganizationId | null,
      sourceId: (source?.id ?? null) as SourceId | null,
      campaignId: (campaign?.id ?? null) as CampaignId | null,
    };
  }
}

/** A bare day is its first minute. */
function momentIn(wall: string | null, zone: string): Instant | null {
  if (!wall) return null;
  const [day = "", time = "00:00"] = wall.split("T");
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return momentOf(day, hour * 60 + minute, zone);
}

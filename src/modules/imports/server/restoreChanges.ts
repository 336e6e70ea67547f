import type { Activity, ActivityId } from "#modules/activities/activity.ts";
import { changeImportedActivity, lockActivity } from "#modules/activities/server/public.ts";
import type { Contact, ContactId, Organization, OrganizationId } from "#modules/contacts/organization.ts";
import type { ContactRole } from "#modules/contacts/role.ts";
import {
  importRoles,
  lockContact,
  lockOrganization,
  saveContact,
  saveOrganization,
} from "#modules/contacts/server/public.ts";
import { fieldValues } from "#modules/fields/api.ts";
import { saveValues } from "#modules/fields/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { lockPerson, savePerson } from "#modules/people/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import {
  importContactsOn,
  lockDeal,
  type OnDeal,
  type Product,
  readProducts,
  type StoredDeal,
  saveProduct,
  updateImported,
  updateImportedLead,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Ground } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import { theWorkspace } from "#platform/workspace.ts";
import type { ImportId } from "../importRun.ts";
import { fieldedBy } from "../target.ts";
import { restoreRate, versionOfRate } from "./applyRates.ts";
import { changesOf, forgetChanges, insertKept, type RecordChange } from "./store.ts";

/** Puts back what the import changed, unless somebody has changed it since: that stays, and is listed. */
export async function restoreChanges(tx: Tx, ground: Ground, id: ImportId): Promise<void> {
  const changes = await changesOf(tx, id);
  for (const change of changes) {
    const there = await versionOf(tx, change);
    if (!there) continue;
    if (there.version === change.version) await restore(tx, ground, change);
    else await insertKept(tx, id, [{ kind: change.kind, id: change.id, name: there.name, why: "changed" }]);
  }
  await forgetChanges(
    tx,
    id,
    changes.map((change) => change.id),
  );
}

async function versionOf(tx: Tx, change: RecordChange): Promise<{ version: number; name: string } | undefined> {
  const { kind, id } = change;
  switch (kind) {
    case "person":
      return lockPerson(tx, id as PersonId);
    case "organization":
      return lockOrganization(tx, id as OrganizationId);
    case "product":
      return (await readProducts(tx)).find((product) => product.id === id);
    case "rate":
      return versionOfRate(tx, change);
    case "contact":
    case "role":
      return lockContact(tx, id as ContactId);
    case "deal":
    case "line":
    case "dealContact":
    case "lead":
      return lockDeal(tx, id as DealId);
    case "activity": {
      const found = await lockActivity(tx, id as ActivityId);
      return found && { version: found.version, name: found.subject };
    }
  }
}

/** `was` is the record as its own module read it before the import. */
async function restore(tx: Tx, ground: Ground, { kind, id, was }: RecordChange): Promise<void> {
  const now = ground.clock.now();
  if (kind !== "rate") audit(tx, kind, id, [{ field: "import", was: "taken", became: "undone" }]);
  await restoreOwn(tx, kind, id, was);
  switch (kind) {
    case "person":
      return void (await savePerson(tx, was as Parameters<typeof savePerson>[1]));
    case "organization":
      return void (await saveOrganization(tx, was as Organization));
    case "product":
      return saveProduct(tx, was as Product, now);
    case "contact":
      return void (await saveContact(tx, was as Contact));
    case "deal": {
      const deal = await lockDeal(tx, id as DealId);
      const today = ground.clock.today((await theWorkspace(tx)).zone);
      if (deal) await updateImported(tx, deal, was as StoredDeal, { now, today });
      return;
    }
    case "line": {
      const deal = await lockDeal(tx, id as DealId);
      const today = ground.clock.today((await theWorkspace(tx)).zone);
      const { lines, value, baseMinor, countedBy } = was as StoredDeal;
      if (deal) await updateImported(tx, deal, { ...deal, lines, value, baseMinor, countedBy }, { now, today });
      return;
    }
    case "lead": {
      const lead = await lockDeal(tx, id as DealId);
      const today = ground.clock.today((await theWorkspace(tx)).zone);
      if (lead?.lead.state) await updateImportedLead(tx, lead, was as StoredDeal, { now, today });
      return;
    }
    case "rate":
      return restoreRate(tx, ground, was);
    case "role":
      return void (await importRoles(tx, id as ContactId, () => was as ContactRole[], now));
    case "dealContact":
      return void (await importContactsOn(tx, id as DealId, () => was as OnDeal[], now));
    case "activity": {
      const { zone } = await theWorkspace(tx);
      await changeImportedActivity(tx, id as ActivityId, () => was as Activity, zone);
    }
  }
}

/** The workspace's own fields as they were, of records whose import filled some. */
async function restoreOwn(tx: Tx, kind: RecordChange["kind"], id: string, was: unknown): Promise<void> {
  const record = fieldedBy(kind);
  const held =
    typeof was === "object" && was !== null && "custom" in was ? fieldValues.safeParse(was.custom) : undefined;
  if (record && held?.success && Object.keys(held.data).length > 0) await saveValues(tx, record, id, held.data);
}

import { type Actor, type Choices, isWithin, reachOf } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import { worksHere } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { Organization, OrganizationId } from "../organization.ts";
import { noWays, waysAfter } from "../ways.ts";
import { sayMerged } from "./merged.ts";
import { pairSoon } from "./pairSoon.ts";
import { mayChange, organizationReach, requireOrganization } from "./reach.ts";
import {
  ancestorsOf,
  type Gone,
  insertOrganizations,
  lockOrganization,
  organizationSeen,
  saveOrganization,
  trashOrganization,
} from "./store.ts";

type Fields = Omit<Organization, "id" | "createdAt" | "version" | "boughtOn">;
type Change = { [Field in keyof Fields]?: Fields[Field] | undefined };

const blank: Omit<Fields, "name"> = {
  ...noWays,
  industry: null,
  country: null,
  website: null,
  foundedYear: null,
  employees: null,
  annualRevenue: null,
  parentId: null,
  ownerId: null,
};
const audited = [
  "name",
  "industry",
  "country",
  "website",
  "emails",
  "phones",
  "addresses",
  "links",
  "foundedYear",
  "employees",
  "annualRevenue",
  "parentId",
  "ownerId",
] as const;

export async function addOrganization(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  fields: Change & { name: string },
  now: Instant,
): Promise<Organization> {
  const own = { ...blank, ownerId: actor.personId as PersonId, ...defined(fields) };
  const organization: Fields = { ...own, ...waysAfter(noWays, fields) };
  await checkLinks(tx, actor, choices, organization, undefined);
  if (!isWithin(reachOf(actor, "organization", "w", choices), organization))
    throw new Refusal("contacts.may_not_change_organization", 403);
  const [id] = await insertOrganizations(tx, [organization], now);
  await pairSoon(tx);
  touched(tx, "organizations");
  return { ...organization, id: id!, boughtOn: null, createdAt: now, version: 1 };
}

export async function changeOrganization(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: OrganizationId,
  fields: Change,
  version: number | undefined,
): Promise<Organization> {
  const was = await lockedOrganization(tx, actor, choices, id, "w");
  if (version !== undefined && version !== was.version) throw new Refusal("http.stale", 412, { version: was.version });
  const became: Organization = { ...was, ...defined(fields), ...waysAfter(was, fields) };
  await checkLinks(tx, actor, choices, became, was);
  const saved = await saveOrganization(tx, became);
  audit(tx, "organization", id, changesBetween<Fields>(was, became, audited));
  touched(tx, "organizations", `organization:${id}`, "deals");
  return saved;
}

export async function deleteOrganization(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: OrganizationId,
  now: Instant,
): Promise<void> {
  await lockedOrganization(tx, actor, choices, id, "d");
  await trashOrganization(tx, id, now, actor.userId);
  audit(tx, "organization", id, [{ field: "deletedAt", was: null, became: now }]);
  touched(tx, "organizations", `organization:${id}`);
}

export async function restoreOrganization(tx: Tx, actor: Actor, choices: Choices, id: OrganizationId): Promise<void> {
  const found = await lockOrganization(tx, id);
  if (!found || found.mergedInto || !(await mayChange(tx, actor, choices, found, "d")))
    throw new Refusal("contacts.no_such_organization", 404);
  await trashOrganization(tx, id, null, null);
  audit(tx, "organization", id, [{ field: "deletedAt", was: found.deletedAt, became: null }]);
  touched(tx, "organizations", `organization:${id}`);
}

/** The organization as it is, held for this transaction. */
export async function lockedOrganization(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: OrganizationId,
  verb: "w" | "d",
): Promise<Organization> {
  const found = await lockOrganization(tx, id);
  if (found?.mergedInto) await sayMerged(tx, actor, choices, "organization", id);
  const organization = await requireOrganization(tx, actor, choices, found?.deletedAt ? undefined : found, verb);
  return withoutGone(organization);
}

function withoutGone(found: Organization & Partial<Gone<OrganizationId>>): Organization {
  const { deletedAt: _deletedAt, mergedInto: _mergedInto, ...organization } = found;
  return organization;
}

async function checkLinks(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  became: Fields & { id?: OrganizationId },
  was: Organization | undefined,
): Promise<void> {
  if (became.ownerId && became.ownerId !== was?.ownerId && !(await worksHere(tx, became.ownerId)))
    throw refuseField("contacts.no_such_owner", "/ownerId");
  if (!became.parentId || became.parentId === was?.parentId) return;
  if (became.parentId === became.id) throw refuseField("contacts.own_parent", "/parentId");
  if (!(await organizationSeen(tx, organizationReach(actor, choices), became.parentId)))
    throw refuseField("contacts.no_such_parent", "/parentId");
  if (became.id && (await ancestorsOf(tx, became.parentId)).includes(became.id))
    throw refuseField("contacts.parent_below", "/parentId");
}

export function defined<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}

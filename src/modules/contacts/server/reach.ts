import type { RawBuilder } from "kysely";
import { type Actor, type Choices, can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Reads } from "#platform/db/db.ts";
import { sharedFor } from "#platform/records/shares.ts";
import type { Organization, OrganizationId } from "../organization.ts";
import { type OrganizationReach, readableOrganizations } from "./store.ts";

/**
 * A later module may grant the reading of an organization: a query for the ids of those the actor reads a deal on. `owns`
 * answers whether the actor owns a deal on one.
 */
export type OrganizationGrant = {
  readonly reads: (actor: Actor, choices: Choices) => RawBuilder<unknown>;
  readonly owns: (db: Reads, actor: Actor, id: OrganizationId) => Promise<boolean>;
  /** A query for the ids of organizations that a record of the later module names: they stay while it does. */
  readonly holds: RawBuilder<unknown>;
};

const grants: OrganizationGrant[] = [];

/** Called once, when the module that grants is loaded. */
export function grantOrganizations(grant: OrganizationGrant): void {
  grants.push(grant);
}

/** What keeps organizations from being removed for good. */
export function heldOrganizations(): RawBuilder<unknown> | undefined {
  return grants[0]?.holds;
}

const noOwner = "it has no owner, or the actor reads a deal on it";
const noOwnerButDeal = "it has no owner and the actor owns a deal on it";

/** The organizations that `permissions.json` lets the actor read, as a filter. */
export function organizationReach(actor: Actor, choices: Choices): OrganizationReach {
  const reach = reachOf(actor, "organization", "r", choices);
  const ownerless = can("organization", "r", standingToOwner(actor, { ownerId: null }, choices, [noOwner]));
  return { ...reach, ownerless, granted: ownerless ? grants[0]?.reads(actor, choices) : undefined };
}

/** Refuses what the actor may not read with 404, what they may read but not change with 403. */
export async function requireOrganization(
  db: Reads,
  actor: Actor,
  choices: Choices,
  organization: Organization | undefined,
  verb: "w" | "d",
): Promise<Organization> {
  const readable =
    organization &&
    (await readableOrganizations(db, organizationReach(actor, choices), [organization.id])).has(organization.id);
  if (!organization || !readable) throw new Refusal("contacts.no_such_organization", 404);
  if (!(await mayChange(db, actor, choices, organization, verb)))
    throw new Refusal("contacts.may_not_change_organization", 403);
  return organization;
}

export async function mayChange(
  db: Reads,
  actor: Actor,
  choices: Choices,
  organization: Organization,
  verb: "w" | "d",
): Promise<boolean> {
  const ownsDeal = organization.ownerId === null && (await grants[0]?.owns(db, actor, organization.id));
  const holds = [
    ...(organization.ownerId === null ? [noOwner] : []),
    ...(ownsDeal ? [noOwnerButDeal] : []),
    ...(await sharedFor(db, "organization", organization.id, actor.personId)),
  ];
  return can("organization", verb, standingToOwner(actor, organization, choices, holds));
}

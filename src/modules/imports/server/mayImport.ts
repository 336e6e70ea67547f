import { type Actor, type Choices, can, canAsCoworker, isWithin, reachOf, standingToOwner } from "#lib/policy/can.ts";
import type { May } from "../planRows.ts";
import type { ActivityRecord, DealRecord, LeadRecord, Ref } from "../record.ts";

/** What is known of the records a file may change: who owns them, and which organizations the author may change. */
export type Standings = {
  owners: ReadonlyMap<string, string | null>;
  organizations: ReadonlySet<string>;
  /** Of the deals and contacts that rows are about. */
  dealOwners: ReadonlyMap<string, string | null>;
  contactOwners: ReadonlyMap<string, string | null>;
  /** Naming a stage that is not there makes one, unless the first pipeline is still to come. */
  hasPipeline: boolean;
};

/** An import may do what its author may do by hand (permissions.json, import). */
export function mayImport(actor: Actor, choices: Choices, standings: Standings): May {
  const { owners, organizations, hasPipeline } = standings;
  const people = canAsCoworker(actor, "team-and-role", "w");
  const products = canAsCoworker(actor, "product", "w");
  const stages = canAsCoworker(actor, "pipeline-and-stage", "w");
  const mayOwn = (entity: "deal" | "contact" | "lead", ownerId: string | null) =>
    can(entity, "w", standingToOwner(actor, { ownerId }, choices));
  const mayAddOrganization = isWithin(reachOf(actor, "organization", "w", choices), { ownerId: actor.personId });
  const mayDeal = (deal: DealRecord, id: string | null) => {
    if (deal.owner.id === null && !people) return false;
    if (deal.product?.id === null && !products) return false;
    if (deal.stage?.id === null && hasPipeline && !stages) return false;
    return mayOwn("deal", deal.owner.id) && (id === null || mayOwn("deal", owners.get(id) ?? null));
  };
  const mayLead = ({ owner, organization }: LeadRecord, id: string | null) => {
    if (owner?.id === null && !people) return false;
    if (organization?.id === null && !mayAddOrganization) return false;
    return mayOwn("lead", owner?.id ?? null) && (id === null || mayOwn("lead", owners.get(id) ?? null));
  };
  /** One of another file that waits has no id yet, and is asked about again when this one starts. */
  const mayOn = (entity: "deal" | "contact", { id }: Ref) => {
    const all = entity === "deal" ? standings.dealOwners : standings.contactOwners;
    return id === null || mayOwn(entity, all.get(id) ?? null);
  };
  const mayActivity = (one: ActivityRecord, id: string | null) => {
    const ownerId = one.owner ? one.owner.id : actor.personId;
    if (ownerId === null && !people) return false;
    const isWords = one.type === "note" || one.type === "comment";
    const mayDo = (whose: string | null) =>
      actor.admin ||
      (isWords ? whose === actor.personId : can("activity", "w", standingToOwner(actor, { ownerId: whose }, choices)));
    return mayDo(ownerId) && (id === null || mayDo(owners.get(id) ?? null));
  };
  return (record, id) => {
    switch (record.kind) {
      case "person":
        return people;
      case "product":
        return products;
      case "rate":
        return actor.admin;
      case "organization":
        return id === null ? mayAddOrganization : organizations.has(id);
      case "contact":
        return mayOwn("contact", id === null ? actor.personId : (owners.get(id) ?? null));
      case "deal":
        return mayDeal(record, id);
      case "activity":
        return mayActivity(record, id);
      case "lead":
        return mayLead(record, id);
      case "role":
        return mayOn("contact", record.contact);
      case "line":
        return mayOn("deal", record.deal) && (record.product.id !== null || products);
      case "dealContact":
        return mayOn("deal", record.deal);
    }
  };
}

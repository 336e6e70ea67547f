import permissions from "./permissions.json" with { type: "json" };

/** Who acts: a person with a sign-in, and where they stand among the others today. */
export type Actor = {
  readonly userId: string;
  readonly personId: string;
  readonly admin: boolean;
  /** People in the teams I lead today, at any depth; never myself. */
  readonly leads: readonly string[];
  /** People with a direct team in common with me; never myself. */
  readonly teammates: readonly string[];
  /** People who are away today and for whom I stand in. */
  readonly covers: readonly string[];
};

/** The workspace's choices that lines of the permissions depend on. */
export type Visibility = "owner" | "team" | "all";
export type Choices = { readonly visibility: Visibility; readonly teamBoard: boolean };

export type Verb = "r" | "w" | "d" | "s" | "a" | "c" | "j" | "k";
export type Entity = keyof typeof permissions.entities;
type Line = { rel: string; can: string; when?: string };

const entities: Record<string, Line[]> = permissions.entities;
const never: { entity: string; rel: string; can: string; when?: string }[] = permissions.never;

/** What holds for this actor and this record: its relation, and which conditions (`when`) are met. */
export type Standing = { readonly rels: readonly string[]; readonly holds: (when: string) => boolean };

/**
 * The one answer to "may they?": what no line allows is denied, lines add up, and a `never` wins over lines.
 * Source: permissions.json beside this file, which the matrix test reads too.
 */
export function can(entity: Entity, verb: Verb, { rels, holds }: Standing): boolean {
  const met = (line: Line) => rels.includes(line.rel) && line.can.includes(verb) && (!line.when || holds(line.when));
  const forbidden = never.some((line) => (line.entity === entity || line.entity === "*") && met(line));
  return !forbidden && (entities[entity] ?? []).some(met);
}

/** What holds for whom a record was shared with, as `permissions.json` says it. */
export const sharedForReading = "shared for reading";
export const sharedForWriting = "shared for writing";

/** Records with an owner: deals, leads, contacts, activities, organizations. */
export type Owned = { readonly ownerId: string | null };
export type OwnedEntity = "deal" | "lead" | "contact" | "activity" | "organization";

export function standingToOwner(
  actor: Actor,
  { ownerId }: Owned,
  choices: Choices,
  alsoHolds: readonly string[] = [],
): Standing {
  const rels = ["coworker"];
  if (ownerId === null) rels.push("unowned");
  if (ownerId === actor.personId) rels.push("own");
  if (ownerId && actor.leads.includes(ownerId)) rels.push("leads-owner");
  if (ownerId && actor.teammates.includes(ownerId)) rels.push("same-team");
  if (ownerId && actor.covers.includes(ownerId)) rels.push("covers-owner");
  if (actor.admin) rels.push("admin");
  if (alsoHolds.includes(sharedForReading) || alsoHolds.includes(sharedForWriting)) rels.push("shared");
  return { rels, holds: (when) => holdsVisibility(when, choices) || alsoHolds.includes(when) };
}

/** Whose records of this kind the actor may read or change: everybody's, or those of the people listed. */
export type Reach =
  | { readonly all: true }
  | {
      readonly all: false;
      readonly owners: readonly string[];
      /** What is nobody's yet, too. */
      readonly unowned?: boolean;
      /** Records that are shared with this person one by one: those of a kind, or of them those that may be changed. */
      readonly shared?: { readonly person: string; readonly kind: OwnedEntity; readonly write: boolean };
    };

/** The SQL filter's side of `can`, from the same lines: the owners for whom `can` says yes. */
export function reachOf(actor: Actor, entity: OwnedEntity, verb: "r" | "w" | "d", choices: Choices): Reach {
  if (can(entity, verb, standingToOwner(actor, { ownerId: somebodyElse }, choices))) return { all: true };
  const candidates = [actor.personId, ...actor.leads, ...actor.teammates, ...actor.covers];
  const owners = candidates.filter((ownerId) => can(entity, verb, standingToOwner(actor, { ownerId }, choices)));
  const unowned = can(entity, verb, standingToOwner(actor, { ownerId: null }, choices));
  const byShare = (when: string) => can(entity, verb, { rels: ["shared"], holds: (one) => one === when });
  const [byReading, byWriting] = [byShare(sharedForReading), byShare(sharedForWriting)];
  if (!byReading && !byWriting) return { all: false, owners: [...new Set(owners)], unowned };
  const kind = entity === "lead" ? "deal" : entity; // a lead is a deal that isn't qualified yet
  return {
    all: false,
    owners: [...new Set(owners)],
    unowned,
    shared: { person: actor.personId, kind, write: !byReading },
  };
}

/** No person's id: an owner with whom the actor has nothing to do. */
const somebodyElse = "somebody else";

export function isWithin(reach: Reach, { ownerId }: Owned): boolean {
  return reach.all || (ownerId === null ? reach.unowned === true : reach.owners.includes(ownerId));
}

/** What everyone who works here may do with an entity that has no owner (products, stages, settings). */
export function canAsCoworker(actor: Actor, entity: Entity, verb: Verb): boolean {
  return can(entity, verb, { rels: actor.admin ? ["coworker", "admin"] : ["coworker"], holds: () => false });
}

function holdsVisibility(when: string, { visibility }: Choices): boolean {
  if (when === "visibility = all") return visibility === "all";
  if (when === "visibility in (team, all)") return visibility !== "owner";
  return false;
}

/** A figure, a quota or an absence of one person: who may read, set, agree. `teamBoard` lets teammates see single people. */
export function canAboutPerson(
  actor: Actor,
  entity: "quota" | "metric-figure" | "absence",
  verb: Verb,
  subject: string,
  { teamBoard }: Pick<Choices, "teamBoard">,
): boolean {
  const self = subject === actor.personId;
  const rels = ["coworker"];
  if (self) rels.push("subject");
  if (actor.leads.includes(subject)) rels.push("leads-owner");
  if (actor.teammates.includes(subject)) rels.push("same-team");
  if (actor.covers.includes(subject)) rels.push("covers-owner");
  if (actor.admin) rels.push("admin");
  const holds = (when: string) => {
    if (when === "subject is not the actor") return !self;
    if (when === "s agrees to it") return self;
    return when.startsWith("the team's total always") && teamBoard;
  };
  return can(entity, verb, { rels, holds });
}

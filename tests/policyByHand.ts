import permissions from "#lib/policy/permissions.json" with { type: "json" };
import { names, type Who } from "./company.ts";

/** The answer that permissions.json gives, read here once more and differently from the product: the tests' own truth. */
export const everyone = Object.keys(names) as Who[];
export const visibilities = ["owner", "team", "all"] as const;
export type Visibility = (typeof visibilities)[number];
export type OwnedEntity = "deal" | "contact" | "organization" | "activity";
type Line = { rel: string; can: string; when?: string };

/** Who leads whom and who sits with whom, written out by hand. */
export const leads: Partial<Record<Who, Who[]>> = { manager: ["rep", "teammate"], otherManager: ["otherRep"] };
const teams: Who[][] = [
  ["manager", "rep", "teammate"],
  ["otherManager", "otherRep"],
];

function relations(who: Who, owner: Who): Record<string, boolean> {
  const isOwn = who === owner;
  return {
    own: isOwn,
    subject: isOwn,
    "leads-owner": leads[who]?.includes(owner) ?? false,
    "same-team": !isOwn && teams.some((team) => team.includes(who) && team.includes(owner)),
    coworker: true,
    admin: who === "admin",
  };
}

export function allowed(
  entity: OwnedEntity | "lead",
  verb: string,
  who: Who,
  owner: Who,
  visibility: Visibility,
): boolean {
  const rels = relations(who, owner);
  const met = (when: string | undefined) =>
    !when ||
    (when === "visibility = all" && visibility === "all") ||
    (when === "visibility in (team, all)" && visibility !== "owner");
  return (permissions.entities[entity] as Line[]).some(
    (line) => rels[line.rel] && line.can.includes(verb) && met(line.when),
  );
}

/** A figure, a quota or an absence of one person, with the team board off and nobody covering. */
export function allowedAbout(
  entity: "quota" | "metric-figure" | "absence",
  verb: string,
  who: Who,
  subject: Who,
): boolean {
  const rels = relations(who, subject);
  const met = (when: string | undefined) => !when || (when === "subject is not the actor" && who !== subject);
  return (permissions.entities[entity] as Line[]).some(
    (line) => rels[line.rel] && line.can.includes(verb) && met(line.when),
  );
}

/** 404 where it can't be read, 403 where it can be read and not more, `ok` else. */
export function expected(
  entity: OwnedEntity | "lead",
  verb: string,
  who: Who,
  owner: Who,
  visibility: Visibility,
  ok = 200,
): number {
  if (!allowed(entity, "r", who, owner, visibility)) return 404;
  return allowed(entity, verb, who, owner, visibility) ? ok : 403;
}

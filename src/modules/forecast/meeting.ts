import { type Actor, can, type Standing, type Verb } from "#lib/policy/can.ts";

/** Whose meeting: a person's one-to-one, a team's, or the company's; `people` are those whose deals it is about. */
export type Held = { kind: "person" | "team" | "company"; id: string | null; people: readonly string[] };

/**
 * Who reads what was noted and decided, and who keeps it: of a one-to-one both sides and those above, of a team's meeting its people
 * read and its lead keeps, of the company's whoever leads somebody. Asked where the figures themselves may be seen.
 */
export function mayOnMeeting(actor: Actor, verb: Extract<Verb, "r" | "w">, held: Held): boolean {
  return can("team-meeting", verb, standingTo(actor, held));
}

function standingTo(actor: Actor, { kind, id, people }: Held): Standing {
  const rels: string[] = [];
  if (kind === "person" && id === actor.personId) rels.push("subject");
  if (kind === "team" && people.includes(actor.personId)) rels.push("same-team");
  const others = people.filter((person) => person !== actor.personId);
  const leadsAll = others.length > 0 && others.every((person) => actor.leads.includes(person));
  if (kind === "company" ? actor.leads.length > 0 : leadsAll) rels.push("leads-owner");
  if (actor.admin) rels.push("admin");
  return { rels, holds: (when) => when === "the team's meeting" };
}

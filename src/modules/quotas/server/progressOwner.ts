import { canAboutPerson } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Scope } from "#modules/metrics/figure.ts";
import { maySeeScope } from "#modules/metrics/server/public.ts";
import { type Person, peopleUnder, type TeamId } from "#modules/people/person.ts";
import type { Staff } from "./quotaPeople.ts";
import type { Looking } from "./seePlan.ts";

/** Whose progress: a person's, a team's with all teams under it, or the whole company's. */
export type ProgressOwner = { scope: Scope; name: string; people: readonly Person[] };

export function ownerOf(
  { actor, workspace }: Looking,
  staff: Staff,
  asked: { person?: string | undefined; team?: string | undefined },
): ProgressOwner {
  const scope = scopeOf(asked);
  const owner = found(staff, scope, workspace.name);
  if (!owner || !maySeeScope(actor, scope, workspace, staff.teams)) throw new Refusal("quotas.no_such_owner", 404);
  return owner;
}

export function personOwner(person: Person): ProgressOwner {
  return { scope: { kind: "person", id: person.id }, name: person.name, people: [person] };
}

export function teamOwner(staff: Staff, id: TeamId): ProgressOwner | undefined {
  return found(staff, { kind: "team", id }, "");
}

/** Of a team or the company: the people whose figures the actor may read, by name. */
export function readablePeople({ actor, workspace }: Looking, owner: ProgressOwner): Person[] {
  if (owner.scope.kind === "person") return [];
  const seen = owner.people.filter(({ id }) => canAboutPerson(actor, "metric-figure", "r", id, workspace));
  return seen.toSorted((a, b) => a.name.localeCompare(b.name));
}

function scopeOf({ person, team }: { person?: string | undefined; team?: string | undefined }): Scope {
  if (person) return { kind: "person", id: person };
  return team ? { kind: "team", id: team } : { kind: "company" };
}

function found({ people, teams }: Staff, scope: Scope, company: string): ProgressOwner | undefined {
  if (scope.kind === "company") return { scope, name: company, people: [...people.values()] };
  if (scope.kind === "person") {
    const person = people.get(scope.id);
    return person && personOwner(person);
  }
  const team = teams.find((one) => one.id === scope.id);
  if (!team) return undefined;
  const ids = peopleUnder(teams, team.id);
  return { scope, name: team.name, people: [...ids].flatMap((id) => people.get(id) ?? []) };
}

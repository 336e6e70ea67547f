import type { Id } from "#lib/id.ts";
import type { CivilDate } from "#lib/time.ts";

export type PersonId = Id<"person">;
export type TeamId = Id<"team">;

/** Someone who works here, with or without a login. */
export type Person = {
  id: PersonId;
  name: string;
  email: string | null;
  title: string | null;
  joinedOn: CivilDate | null;
  leftOn: CivilDate | null;
  /** Since when nothing is known of them but that they were here. */
  erasedAt: string | null;
  /** The login, where there is one. */
  userId: string | null;
  admin: boolean;
  disabledAt: string | null;
  /** The team they are in today, and its name. */
  teamId: TeamId | null;
  team: string | null;
  version: number;
};

/** A team, with whoever leads it today; an office or region is a parent team. */
export type Team = { id: TeamId; name: string; parentId: TeamId | null; leadId: PersonId | null; members: PersonId[] };

/** What two names must share to be one name: neither spaces, nor case, nor the width of letters count. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
}

/** Teams under `top`, at any depth, `top` included. */
export function teamsUnder(teams: readonly Team[], top: TeamId): Set<TeamId> {
  const found = new Set([top]);
  for (let grown = true; grown; ) {
    const before = found.size;
    for (const team of teams) if (team.parentId && found.has(team.parentId)) found.add(team.id);
    grown = found.size > before;
  }
  return found;
}

/** The people of a team and of all teams under it, leads included. */
export function peopleUnder(teams: readonly Team[], top: TeamId): Set<PersonId> {
  const under = teamsUnder(teams, top);
  const inside = teams.filter((team) => under.has(team.id));
  return new Set(inside.flatMap((team) => (team.leadId ? [team.leadId, ...team.members] : team.members)));
}

/** Whether they work here on a day: nobody who has left is offered as an owner. */
export function worksHereOn({ leftOn, erasedAt }: Pick<Person, "leftOn" | "erasedAt">, day: CivilDate): boolean {
  return erasedAt === null && (leftOn === null || leftOn >= day);
}

import { peopleRoute, sessionRoute } from "#modules/people/api.ts";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";

export type GoalOwner = { person: string } | { team: string } | Record<string, never>;

/** Whose goal is mine: a lead's is the team's, an admin's without a team the company's, everybody else's their own. */
export function useMyGoal(): { owner: GoalOwner | undefined; teamId: string | null } {
  const { person, user, actor } = useSession();
  const isLead = actor.leads.length > 0;
  const { data: session } = useRead(sessionRoute, {}, { topics: ["session"] });
  const { data } = useRead(peopleRoute, {}, { topics: ["people"], when: isLead });
  const teamId = session?.person.teamId ?? null;
  if (!session || (isLead && !data)) return { owner: undefined, teamId };
  const led = data?.teams.filter((team) => team.leadId === person.id) ?? [];
  const top = led.find((team) => !led.some((other) => other.id === team.parentId));
  if (top) return { owner: { team: top.id }, teamId: top.id };
  if (user.admin && teamId === null) return { owner: {}, teamId };
  return { owner: { person: person.id }, teamId };
}

/** The address of an owner's progress. */
export function goalAddress(owner: GoalOwner): string {
  if ("team" in owner && owner.team) return `/goals/team/${owner.team}`;
  if ("person" in owner && owner.person) return `/goals/${owner.person}`;
  return "/goals/company";
}

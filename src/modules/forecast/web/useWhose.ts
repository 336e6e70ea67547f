import { useParams } from "react-router";
import { useEverybody } from "#modules/people/web/public.tsx";
import { type GoalOwner, useMyGoal } from "#modules/quotas/web/public.tsx";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";

/** Whose forecast or meeting the address names; own where it names nobody: a lead's team, an admin's company, else oneself. */
export function useWhose(): GoalOwner | undefined {
  const { personId, teamId } = useParams();
  const { owner } = useMyGoal();
  if (personId) return { person: personId };
  if (teamId) return { team: teamId };
  return location.pathname.endsWith("/company") ? {} : owner;
}

export type WhoseChoice = { value: string; label: string };

/** Whose one may choose: the company, teams, and the people one leads (an admin: everybody), with oneself. `value` ends an address. */
export function useWhoseChoices(): readonly WhoseChoice[] {
  const { t } = useWords();
  const { person, user, actor, workspace } = useSession();
  const { data } = useEverybody();
  if (!data) return [];
  const isSeen = (id: string) => user.admin || id === person.id || actor.leads.includes(id);
  const { teamId } = data.people.find(({ id }) => id === person.id) ?? { teamId: null };
  const teams = data.teams.filter((team) => user.admin || team.leadId === person.id || team.id === teamId);
  return [
    { value: "company", label: workspace.name },
    ...teams.map((team) => ({ value: `team/${team.id}`, label: t("forecast.whose.team", { name: team.name }) })),
    ...data.people.filter(({ id }) => isSeen(id)).map(({ id, name }) => ({ value: `person/${id}`, label: name })),
  ];
}

export function whoseValue(owner: { kind: "person" | "team" | "company"; id: string | null }): string {
  return owner.kind === "company" ? "company" : `${owner.kind}/${owner.id}`;
}

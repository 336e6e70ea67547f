import { useMemo } from "react";
import type { Actor, Choices } from "#lib/policy/can.ts";
import type { Answered } from "#lib/route.ts";
import { type Read, useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { peopleRoute, sessionRoute } from "../api.ts";
import { worksHereOn } from "../person.ts";

export { downloadJson } from "./downloadJson.ts";
export { EraseDialog } from "./EraseDialog.tsx";
export { PersonVerbs } from "./PersonVerbs.tsx";
export { Settings } from "./Settings.tsx";

export type Me = Actor & { readonly choices: Choices; readonly teamId: string | null };

/** Who looks, as the rules ask (`can`), with the workspace's choices that they depend on. */
export function useMe(): Me {
  const { person, user, actor } = useSession();
  const { data } = useRead(sessionRoute, {}, { when: false });
  return useMemo(
    () => ({
      userId: user.id,
      personId: person.id,
      admin: user.admin,
      leads: actor.leads,
      teammates: actor.teammates,
      covers: actor.covers,
      teamId: data?.person.teamId ?? null,
      choices: { visibility: data?.workspace.visibility ?? "owner", teamBoard: data?.workspace.teamBoard ?? false },
    }),
    [person, user, actor, data],
  );
}

/** Everybody who works here, and their teams. */
export function useEverybody(): Read<Answered<typeof peopleRoute>> {
  return useRead(peopleRoute, {}, { topics: ["people"] });
}

/** Who may be given something to own: those who work here today, and whoever owns it already. */
export function useOwners(present: string | null = null): readonly Answered<typeof peopleRoute>["people"][number][] {
  const { data } = useEverybody();
  const { today } = useSession();
  return useMemo(
    () => (data?.people ?? []).filter((person) => person.id === present || worksHereOn(person, today)),
    [data, present, today],
  );
}

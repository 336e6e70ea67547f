import { useMemo } from "react";
import type { Actor, Choices } from "#lib/policy/can.ts";
import type { Answered } from "#lib/route.ts";
import { type Read, useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { peopleRoute, sessionRoute } from "../api.ts";

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

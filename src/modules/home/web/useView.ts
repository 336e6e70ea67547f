import { useSearchParams } from "react-router";
import { dealsRoute } from "#modules/pipeline/api.ts";
import { progressRoute } from "#modules/quotas/api.ts";
import { type GoalOwner, useMyGoal } from "#modules/quotas/web/public.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";

export type View = "mine" | "team" | "company";

/** Whose day is shown. Who leads, and sells as well or has a quota, chooses between the two. */
export function useView(): {
  owner: GoalOwner | undefined;
  teamId: string | null;
  views: readonly View[];
  view: View;
  choose: (view: View) => void;
} {
  const { owner, teamId } = useMyGoal();
  const { person } = useSession();
  const [address, setAddress] = useSearchParams();
  const isOver = owner !== undefined && !("person" in owner);
  const deals = useRead(
    dealsRoute,
    { query: { owner: person.id, status: "open", limit: 1 } },
    { topics: ["deals"], when: isOver },
  );
  const goal = useRead(progressRoute, { query: { person: person.id } }, { topics: ["quotas"], when: isOver });
  const hasOwn = (deals.data?.totals?.count ?? 0) > 0 || (goal.data?.quota ?? null) !== null;
  const over: View = owner && "team" in owner ? "team" : "company";
  const view: View = hasOwn && address.get("view") === "mine" ? "mine" : over;
  return {
    owner: isOver && view === "mine" ? { person: person.id } : owner,
    teamId,
    views: isOver && hasOwn ? ["mine", over] : [],
    view,
    choose: (next) => setAddress(next === "mine" ? { view: next } : {}, { replace: true }),
  };
}

import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { changeActivityRoute, dueRoute } from "#modules/activities/api.ts";
import { useAskNext } from "#modules/activities/web/public.tsx";
import { type DealShape, dealsRoute } from "#modules/pipeline/api.ts";
import type { GoalOwner } from "#modules/quotas/web/public.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { inOrder, isAhead } from "../needs.ts";

export type Due = Answered<typeof dueRoute>[number];
export type Need =
  | ({ kind: "due"; late: boolean } & Omit<Due, "kind"> & { activity: Due["kind"] })
  | ({ kind: "idle" } & DealShape);

export type Needs = {
  loading: boolean;
  /** The first ones, or as many as can be listed. */
  all: Need[];
  count: number;
  isWhole: boolean;
  showAll: () => void;
  meetings: Due[];
  isEmptyWorkspace: boolean;
  act: (need: Need) => void;
  mayWrite: boolean;
  planning: DealShape | null;
  plan: (deal: DealShape | null) => void;
};

const shownFirst = 8;
const mostShown = 200;

/** What waits for me: things to do that are late or due today, and open deals without a next step. */
export function useNeeds(owner: GoalOwner | undefined, now: Instant, today: CivilDate): Needs {
  const { user } = useSession();
  const [planning, plan] = useState<DealShape | null>(null);
  const [isWhole, setWhole] = useState(false);
  const limit = isWhole ? mostShown : shownFirst;
  const due = useRead(dueRoute, { query: { until: today } }, { topics: ["activities", "deals"] });
  const idle = useRead(
    dealsRoute,
    { query: { ...whoseDeals(owner), status: "open", noNextStep: "1", sort: "idle", order: "asc", limit } },
    { topics: ["deals", "activities"], when: owner !== undefined, keep: true },
  );
  const any = useRead(dealsRoute, { query: { limit: 1 } }, { topics: ["deals"], when: user.admin });
  const { mayWrite } = useWrite(changeActivityRoute, { touches: [] });
  const askNext = useAskNext();
  const act = (need: Need) => (need.kind === "idle" ? plan(need) : askNext({ activity: need }));
  const meetings = (due.data ?? []).filter((one) => one.kind === "meeting" && isAhead(one, now));
  const things = (due.data ?? []).filter((one) => !meetings.includes(one));
  const waiting = (idle.data?.rows ?? []).map((deal) => ({ ...deal, kind: "idle" as const }));
  return {
    loading: due.loading || idle.loading,
    all: inOrder(
      things.map(({ kind, ...one }) => ({ ...one, kind: "due" as const, activity: kind })),
      waiting,
    ).slice(0, limit),
    count: things.length + Math.max(waiting.length, idle.data?.totals?.count ?? 0),
    isWhole,
    showAll: () => setWhole(true),
    meetings,
    isEmptyWorkspace: user.admin && any.data?.totals?.count === 0,
    act,
    mayWrite,
    planning,
    plan,
  };
}

function whoseDeals(owner: GoalOwner | undefined): { owner?: string; team?: string } {
  if (owner && "person" in owner && owner.person) return { owner: owner.person };
  return owner && "team" in owner && owner.team ? { team: owner.team } : {};
}

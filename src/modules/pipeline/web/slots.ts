import type { Answered } from "#lib/route.ts";
import { slot } from "#ui/slots.tsx";
import type { DealFilter, dealRoute } from "../api.ts";

export type SeenDeal = Answered<typeof dealRoute>;

/** The middle of a deal's page: what happened with it, and where one writes. */
export const dealTimeline = slot<{ deal: SeenDeal }>("dealTimeline");
/** What is to be done next on a deal, at its side. */
export const dealNextStep = slot<{ deal: SeenDeal }>("dealNextStep");
/** At a deal's side, behind what it sells: what later modules know of it. */
export const dealSide = slot<{ deal: SeenDeal }>("dealSide");
/** Above the board: how far those whose deals it shows have come. */
export const boardGoal = slot<{ view: "mine" | "team" | "all"; filter: DealFilter }>("boardGoal");

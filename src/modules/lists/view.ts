import type { Filter } from "#lib/filter.ts";
import type { Id } from "#lib/id.ts";
import type { Actor } from "#lib/policy/can.ts";

export type ViewId = Id<"view">;

/** What a list shows: everything that the address of its page says. */
export type Shown = {
  readonly filter: Filter;
  readonly q: string;
  readonly columns: readonly string[];
  /** How many of the columns stay while the rest scrolls. */
  readonly pinned: number;
  readonly sort: string;
  readonly order: "asc" | "desc";
};

export type View = {
  id: ViewId;
  list: string;
  name: string;
  ownerId: string;
  sharedWith: "team" | "all" | null;
  shown: Shown;
  position: number;
  version: number;
};

/** One's own; another's where it is shared with all, or with a team one has in common with its owner. */
export function maySeeView(actor: Actor, view: Pick<View, "ownerId" | "sharedWith">): boolean {
  if (view.ownerId === actor.personId || view.sharedWith === "all") return true;
  return view.sharedWith === "team" && (actor.teammates.includes(view.ownerId) || actor.leads.includes(view.ownerId));
}

/** Whoever made it; an admin may tidy up what all see. */
export function mayChangeView(actor: Actor, view: Pick<View, "ownerId" | "sharedWith">): boolean {
  return view.ownerId === actor.personId || (actor.admin && view.sharedWith === "all");
}

import type { Actor, Choices, OwnedEntity } from "#lib/policy/can.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Reads, Tx } from "../db/db.ts";

/** One person's things pass to another. `lastOn`: the last day of whoever leaves; null when nobody does. */
export type Passing = {
  readonly from: string;
  readonly to: string;
  readonly actor: Actor;
  readonly choices: Choices;
  readonly now: Instant;
  readonly today: CivilDate;
  readonly lastOn: CivilDate | null;
  /** Where several share: the records that are this taker's. Null: all there are. */
  readonly only: readonly string[] | null;
  /** Records that passed on from them before, and were not taken back: what is shared out once is not shared again. */
  readonly before: ReadonlySet<string>;
  /** Why, where a change asks for a reason. */
  readonly reason: string | null;
};

/** What passed, and the version it had then: what has another by now was worked on, and stays where it is. */
export type Passed = { readonly record: string; readonly version: number; readonly was: unknown };

/** What could pass, and what it hangs on, the nearest first: who takes that takes this. */
export type Passable = {
  readonly record: string;
  readonly of: readonly string[];
  /** What it may bring, in the workspace's currency. */
  readonly valueMinor: number;
};

/** A kind of thing that passes from one person to another in one step, and comes back. */
export type Transferable = {
  readonly kind: string;
  /** Whose lines of permissions.json say who may pass them on: whoever may change the things of `from`. */
  readonly entity: OwnedEntity | "quota";
  /** Only with whoever leaves; a territory handed over leaves it. */
  readonly onlyLeaving?: true;
  readonly list: (db: Reads, from: string, today: CivilDate) => Promise<readonly Passable[]>;
  readonly pass: (tx: Tx, passing: Passing) => Promise<Passed[]>;
  /** Gives back what nobody has changed since; answers the records that went. */
  readonly giveBack: (tx: Tx, passed: readonly Passed[], passing: Passing) => Promise<string[]>;
};

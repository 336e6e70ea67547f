import type { Reads } from "./db/db.ts";

/** A place of the rail that hides until there is something in it, or an admin switches it on. */
export type Place = {
  readonly name: string;
  readonly path: string;
  readonly isUsed: (db: Reads) => Promise<boolean>;
};

/** A step of a team's first week: on which day (1 is Monday), where it is done, and how the data says that it is. */
export type FirstStep = {
  readonly name: string;
  readonly day: 1 | 2 | 3 | 4 | 5;
  readonly path: string;
  readonly isDone: (db: Reads) => Promise<boolean>;
};

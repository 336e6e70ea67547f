import type { Actor, Choices } from "#lib/policy/can.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Reads, Tx } from "../db/db.ts";

/** For so long what was deleted can be restored; then it goes for good. */
export const trashDays = 30;

export type Trashed = {
  readonly id: string;
  readonly title: string;
  readonly deletedAt: Instant;
  /** The login that deleted it. */
  readonly deletedBy: string | null;
  readonly mayRestore: boolean;
};

export type Restoring = {
  readonly actor: Actor;
  readonly choices: Choices;
  readonly now: Instant;
  readonly today: CivilDate;
};

/** A kind of record that is deleted into the trash, restored from it, and in the end removed. */
export type TrashKind = {
  readonly kind: string;
  /** The newest that the actor deleted or may restore. */
  readonly list: (db: Reads, actor: Actor, choices: Choices) => Promise<Trashed[]>;
  readonly restore: (tx: Tx, restoring: Restoring, id: string) => Promise<void>;
  /** Of these, or of all deleted before a moment, those in the trash that no other record holds. */
  readonly removable: (tx: Tx, asked: { ids: readonly string[] } | { before: Instant }) => Promise<string[]>;
  /** Whether it lies in the trash at all: one that can't be removed is held. */
  readonly isTrashed: (tx: Tx, id: string) => Promise<boolean>;
  /** The rows themselves. What other modules hold of them has gone before (`onPurge`). */
  readonly remove: (tx: Tx, ids: readonly string[]) => Promise<void>;
};

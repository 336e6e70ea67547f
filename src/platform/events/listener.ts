import type { EventKind } from "#lib/event.ts";
import type { Instant } from "#lib/time.ts";
import type { Tx } from "../db/db.ts";

/** An immutable record that something happened. `happenedAt` counts; `recordedAt` is when we were told. */
export type StoredEvent<Facts = unknown> = {
  id: string;
  name: string;
  record: string;
  facts: Facts;
  by: string | null;
  happenedAt: Instant;
  recordedAt: Instant;
};

/**
 * Who listens, under a name of its own (`quotas.see_if_reached`). Deliveries come twice and out of order: `hear` derives its
 * rows from the present facts or from all events of the record, under a lock on it, and never adds one.
 */
export type Listener = {
  readonly name: string;
  readonly event: string;
  readonly hear: (tx: Tx, events: StoredEvent[]) => Promise<void>;
  /** Whether an event with these facts is any of its business: what isn't, is never delivered. */
  readonly concerns: (facts: unknown) => boolean;
};

export function on<Facts>(
  event: EventKind<Facts>,
  name: string,
  hear: (tx: Tx, events: StoredEvent<Facts>[]) => Promise<void>,
  concerns: (facts: Facts) => boolean = () => true,
): Listener {
  return {
    name,
    event: event.name,
    hear: (tx, events) => hear(tx, events as StoredEvent<Facts>[]),
    concerns: (facts) => concerns(facts as Facts),
  };
}

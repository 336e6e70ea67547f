import type { RawBuilder } from "kysely";
import type { FilterType } from "#lib/filter.ts";
import type { Actor, Choices } from "#lib/policy/can.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Reads, Tx } from "../../db/db.ts";
import type { Workspace } from "../../workspace.ts";

/** Who asks for a list, in which workspace, on which day. */
export type Asking = {
  readonly db: Reads;
  readonly actor: Actor;
  readonly workspace: Workspace & Choices;
  readonly today: CivilDate;
  readonly now: Instant;
  /** The people whom the asker leads, else those of their own team; they among them. */
  readonly team: readonly string[];
  /** The people of a team today, at any depth; nobody of one that isn't there. */
  readonly peopleOf: (team: string) => Iterable<string>;
};

/** How a value is drawn, where that is more than its type says. */
export type Drawn = "nextStep" | "phone" | "email" | "link" | "longText" | "choices" | "status" | "percent" | "whole";

/**
 * One thing that a row of a list says: shown as a column, asked in a filter, sorted by, sent in an export. `value` is SQL over the list's
 * own `from`. Where a row has many values, or an index is reached another way, `holds` wraps a predicate over one value instead.
 */
export type ListField = {
  readonly id: string;
  readonly type: FilterType;
  /** The sentence's key, or words that somebody here typed. */
  readonly label: { readonly word: string } | { readonly text: string };
  /** The record beside this one that it belongs to: "organization's country". */
  readonly of?: { readonly word: string };
  readonly value: RawBuilder<unknown>;
  /** What a cell shows, where that is more than the value: a next step with its words, as an array of texts. */
  readonly shown?: RawBuilder<unknown>;
  readonly holds?: (predicate: (value: RawBuilder<unknown>) => RawBuilder<unknown>) => RawBuilder<unknown>;
  /** What it is sorted by, where that isn't the value itself: a stage by its place, an owner by name. */
  readonly sortBy?: { readonly column: RawBuilder<unknown>; readonly type: string };
  readonly sortable?: boolean;
  /** No row is without it. */
  readonly isFilled?: boolean;
  /** The kind of record that a `record` or `person` names. */
  readonly record?: string;
  /** The currency of a `money`, as SQL; the workspace's unless said. Filters and totals are always in the workspace's, by `base`. */
  readonly currency?: RawBuilder<unknown>;
  readonly base?: RawBuilder<unknown>;
  readonly choices?: readonly Choice[];
  readonly drawn?: Drawn | undefined;
  /** Asked in filters only. */
  readonly hidden?: boolean;
  /** Its sum stands at the foot of the list. */
  readonly summed?: boolean;
  /** The field of the record's own change route that sets it: who may write the record may edit it in place. */
  readonly edits?: string | undefined;
};

export type Choice = { readonly value: string; readonly label: { readonly word: string } | { readonly text: string } };

export type Changing = {
  readonly actor: Actor;
  readonly workspace: Workspace & Choices;
  readonly now: Instant;
  readonly today: CivilDate;
};

/** What is done to many rows at once; each row through the same verb as alone, so that every rule holds. */
export type ListVerbs = {
  /** Changes fields of one record; answers what they were and the version it has now. */
  readonly change: (
    tx: Tx,
    changing: Changing,
    id: string,
    fields: Readonly<Record<string, unknown>>,
  ) => Promise<Changed>;
  readonly remove?: (tx: Tx, changing: Changing, id: string) => Promise<void>;
};
export type Changed = { readonly was: Readonly<Record<string, unknown>>; readonly version: number };

/** A kind of record as a list: filtered, sorted, exported and changed in bulk by one piece of code for all kinds. */
export type ListDefinition = {
  /** As its address says: `deals`. */
  readonly name: string;
  /** The kind of its records: `deal`. */
  readonly record: string;
  readonly from: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  readonly version: RawBuilder<unknown>;
  /** Those the asker may read, and none from the trash. */
  readonly within: (asking: Asking) => RawBuilder<unknown>;
  /** Rows that a few words are found in. */
  readonly found: (words: string) => RawBuilder<unknown>;
  readonly fields: (asking: Asking) => Promise<readonly ListField[]>;
  /** What names a row, and opens it. */
  readonly title: RawBuilder<unknown>;
  readonly verbs?: ListVerbs;
  /** The version a record has now: by it an undo knows what was changed since. */
  readonly versionOf: (tx: Tx, id: string) => Promise<number | undefined>;
};

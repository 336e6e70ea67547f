import type { MetricDefinition } from "#lib/metric.ts";
import type { Actor, Choices } from "#lib/policy/can.ts";
import type { Reads, Tx } from "./db/db.ts";
import type { Listener } from "./events/listener.ts";
import type { Ground } from "./ground.ts";
import type { Answer } from "./http/answer.ts";
import type { Page } from "./http/pages.ts";
import type { AnyJob } from "./jobs/jobs.ts";
import type { FirstStep, Place } from "./places.ts";
import type { Erased } from "./records/erase.ts";
import type { ExportKind } from "./records/exportKind.ts";
import type { KeyCare } from "./records/keys.ts";
import type { ListDefinition } from "./records/list/list.ts";
import type { Mergeable } from "./records/merge.ts";
import type { Transferable } from "./records/transfer.ts";
import type { TrashKind } from "./records/trash.ts";
import type { Settings } from "./settings.ts";

/** A hit of the search field: what it is, what it is called, where it opens. */
export type Found = { kind: string; id: string; title: string; detail: string; href: string };

/** How a kind of record is found by words, named by id, and read by whoever asks. */
export type RecordKind = {
  readonly kind: string;
  /** What a figure's rows and records are called. Ids that are unknown are left out. */
  readonly names: (db: Reads, ids: readonly string[]) => Promise<Map<string, string>>;
  readonly search?: (db: Reads, actor: Actor, choices: Choices, words: string) => Promise<Found[]>;
  /** Which of the ids the actor may read: drill-down shows these rows and the number of the others. */
  /** Whether the actor may share a record of this kind one by one: whoever may delete it. */
  readonly mayShare?: (db: Reads, actor: Actor, choices: Choices, id: string) => Promise<boolean>;
  readonly readable?: (db: Reads, actor: Actor, choices: Choices, ids: readonly string[]) => Promise<Set<string>>;
};

/** What a look at a part of the running program found: how it stands, and which sentence says so and what to do. */
export type Finding = {
  readonly state: "good" | "warning" | "bad";
  /** Of the module's words: `operations.disk_low` is said by `finding.operations.disk_low`. */
  readonly code: string;
  readonly facts?: Readonly<Record<string, string | number>>;
};

/** One line of `./clinch doctor` and of the admin's page. Its title is `check.<name>` in the module's words. */
export type Check = { readonly name: string; readonly look: (ground: Ground) => Promise<Finding> };

/** What a module needs to know of where it runs: the origin that people open, and the settings of the start. */
export type Surroundings = { readonly origin: () => string; readonly settings: Settings };

/** What a module is, read in one place: what it owns, answers, listens to, does by night, and what others may draw of it. */
export type Module = {
  readonly name: string;
  readonly owns: readonly string[];
  readonly answers?: readonly Answer[];
  /** Pages for visitors without a sign-in, rendered by the server. */
  readonly pages?: readonly Page[];
  readonly listens?: readonly Listener[];
  readonly emits?: readonly string[];
  readonly jobs?: readonly AnyJob[];
  readonly nightly?: readonly { name: string; run: (ground: Ground) => Promise<void> }[];
  /** Looks each minute, in real time; it takes what is due and marks it, so that nothing is done twice. */
  readonly minutely?: readonly { name: string; run: (ground: Ground) => Promise<void> }[];
  readonly metrics?: readonly MetricDefinition[];
  readonly records?: readonly RecordKind[];
  /** Kinds of record that are shown as a list: filtered, exported, changed in bulk. */
  readonly lists?: readonly ListDefinition[];
  /** Places of its that hide until they are used, and its steps of a team's first week. */
  readonly places?: readonly Place[];
  readonly firstSteps?: readonly FirstStep[];
  readonly checks?: readonly Check[];
  /** What an admin takes along of it, and its tables that stay behind, each with why. */
  readonly exports?: readonly ExportKind[];
  readonly exportsWithout?: Readonly<Record<string, string>>;
  /** Its tables and jobs that belong to this machine and not to the company: a backup leaves them out. */
  readonly ofThisMachine?: { readonly tables: readonly string[]; readonly jobs: readonly string[] };
  /** Its tables whose `sha256` names bytes in the store of files: backups take those along. */
  readonly fileTables?: readonly string[];
  /** Forgets what this module holds of a record, whoever owns it: words, addresses, copies in its own tables. Twice does nothing more. */
  readonly onErase?: (tx: Tx, erased: Erased) => Promise<void>;
  /** Every row of this module about a contact or a person, for whoever asks what is held of them. By the names of the tables. */
  readonly onAccess?: (db: Reads, about: Erased) => Promise<Record<string, readonly object[]>>;
  /** What of this module passes from one person to another: a leaver's work, a territory. */
  readonly onTransfer?: readonly Transferable[];
  /** How rows of this module follow two contacts or two organizations that become one. */
  readonly onMerge?: readonly Mergeable[];
  /** Kinds of record that this module deletes into the trash. */
  readonly trash?: readonly TrashKind[];
  /** Lets go of what hangs on records that are removed for good, before their own rows go. */
  readonly onPurge?: (tx: Tx, gone: { kind: string; ids: readonly string[] }) => Promise<void>;
  /** Every column that names a person, an organization, a contact or a deal, and what becomes of it. Complete, by test. */
  readonly keys?: readonly KeyCare[];
};

export function module<Definition extends Module>(definition: Definition): Definition {
  return definition;
}

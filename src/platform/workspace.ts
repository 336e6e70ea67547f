import { sql } from "kysely";
import type { CurrencyCode } from "#lib/currency.ts";
import type { Visibility } from "#lib/policy/can.ts";
import type { Instant, Zone } from "#lib/time.ts";
import { type Reads, row, type Tx } from "./db/db.ts";

/** The company that this deployment serves: its money, its days, its year. */
export type Workspace = {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly zone: Zone;
  /** ISO weekday a week begins on. */
  readonly weekStart: number;
  /** Month the fiscal year begins in, 1 to 12. */
  readonly fiscalStart: number;
  readonly locale: string;
  readonly visibility: Visibility;
  readonly teamBoard: boolean;
  /** Where its records come from, when they are a sample. */
  readonly sampleOf: string | null;
};

export const workspaceColumns = sql.raw(`
  workspace.name, workspace.currency, workspace.zone, workspace.week_start as "weekStart",
  workspace.fiscal_start as "fiscalStart", workspace.locale, workspace.visibility,
  workspace.team_board as "teamBoard", workspace.sample_of as "sampleOf"`);

export async function readWorkspace(db: Reads): Promise<Workspace | undefined> {
  return row<Workspace>(db, sql`select ${workspaceColumns} from workspace`);
}

/** The workspace, where it must be there: after the first run. */
export async function theWorkspace(db: Reads): Promise<Workspace> {
  const workspace = await readWorkspace(db);
  if (!workspace) throw new Error("The workspace is not set up yet");
  return workspace;
}

/** True when it was made now; false when another was quicker (a second first run finds the first). */
export async function createWorkspace(
  tx: Tx,
  made: Omit<Workspace, "visibility" | "teamBoard" | "sampleOf">,
  now: Instant,
): Promise<boolean> {
  const done = await row(
    tx,
    sql`
    insert into workspace (name, currency, zone, week_start, fiscal_start, locale, set_up_at)
    values (${made.name}, ${made.currency}, ${made.zone}, ${made.weekStart}, ${made.fiscalStart}, ${made.locale}, ${now})
    on conflict do nothing
    returning name`,
  );
  return done !== undefined;
}

export async function saveWorkspace(tx: Tx, workspace: Workspace): Promise<void> {
  const { name, weekStart, locale, visibility, teamBoard } = workspace;
  await sql`
    update workspace
    set name = ${name}, week_start = ${weekStart}, locale = ${locale}, visibility = ${visibility}, team_board = ${teamBoard}`.execute(
    tx,
  );
}

export async function noteSample(tx: Tx, sampleOf: string | null): Promise<void> {
  await sql`update workspace set sample_of = ${sampleOf}`.execute(tx);
}

import {
  type OwnField as Asked,
  customKey,
  filledFields,
  isOwnField,
  missingFields,
} from "#modules/pipeline/required.ts";
import { winNeeds } from "#modules/pipeline/stage.ts";
import type { CauseCode } from "./finding.ts";
import type { DealRecord, Known, KnownRecord, KnownStage } from "./record.ts";
import type { RowReader } from "./rowReader.ts";
import { ownPrefix } from "./target.ts";

/** The field of a file by which a row says what a stage asks for; what no file says goes by the stage's own word. */
const columns: Record<Asked, string> = {
  ...{ organization: "organization", owner: "owner", value: "value", expectedCloseOn: "expectedOn" },
  ...{ lines: "product", contact: "contact", decisionStep: "decisionStep", rank: "rank" },
};

/**
 * Says what a deal lacks that its stage asks for, a finding for each field. A deal here that a row moves is held to it as a drop
 * is; a new one stays out unless it may come in as it stands; what is closed has happened, and comes in (decision 27).
 */
export function sayWhatStageAsks(row: RowReader, record: DealRecord, known: Known, moved: Moved): void {
  const stage = known.stages.find(({ id }) => id !== "" && id === record.stage?.id);
  const missing = missingFields(needsOf(record, stage, known), heldBy(record, moved.was?.holds));
  for (const field of missing)
    row.settle(codeFor(record, moved), columnOf(field), record.stage?.name || (stage?.name ?? ""));
}

/** `was`: the deal as it is here, where the row moves or closes one that is. */
export type Moved = { was: KnownRecord | null };

function codeFor({ state }: DealRecord, { was }: Moved): CauseCode {
  if (state !== "open") return "closed_without";
  return was ? "move_asks" : "stage_asks";
}

function needsOf({ state }: DealRecord, stage: KnownStage | undefined, { pipelines }: Known): readonly string[] {
  const requires = [...(stage?.requires ?? [])];
  if (state !== "won") return requires;
  const pipeline = pipelines.find(({ id }) => id === stage?.pipelineId) ?? pipelines[0];
  return winNeeds({ winRequires: [...(pipeline?.winRequires ?? [])] }, { requires });
}

function heldBy(record: DealRecord, holds: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const said = filledFields({
    organizationId: record.organization?.name ?? null,
    ownerId: record.owner.name,
    value: record.value,
    expectedCloseOn: record.expectedOn,
    lines: record.product ? [record.product] : [],
    contacts: record.contact ? 1 : 0,
    ...{ rankId: null, decisionSteps: 0 },
  });
  const beside = [...holds].filter((field) => !isOwnField(field) || isBesideFile(field));
  const all = said.union(new Set(beside));
  for (const [key, value] of Object.entries(record.custom))
    if (value === null) all.delete(`custom:${key}`);
    else all.add(`custom:${key}`);
  return all;
}

/** What a deal has although no row can say it, or take it away. */
function isBesideFile(field: Asked): boolean {
  return field === "rank" || field === "decisionStep" || field === "contact" || field === "lines";
}

function columnOf(field: string): string {
  return isOwnField(field) ? columns[field] : `${ownPrefix}${customKey(field)}`;
}

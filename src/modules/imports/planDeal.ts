import { type Money, money, times } from "#lib/money.ts";
import type { CivilDate } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";
import type { heldRates } from "#modules/pipeline/rate.ts";
import { guessStage, type State, stateNamed } from "./guessStage.ts";
import { findByKey, type KeyIndex } from "./keyIndex.ts";
import type { NameIndex } from "./nameIndex.ts";
import { planOwn } from "./planOwn.ts";
import type { DealRecord, Known, KnownPerson, KnownProduct, KnownStage, Named, Ref } from "./record.ts";
import type { RowReader } from "./rowReader.ts";

export type DealIndexes = {
  persons: NameIndex<KnownPerson>;
  organizations: NameIndex<Named>;
  products: NameIndex<KnownProduct>;
  pipelines: NameIndex<Named>;
  /** The stages of one pipeline by their names. */
  stagesOf: (pipelineId: string | null) => { all: readonly KnownStage[]; named: NameIndex<KnownStage> };
  contacts: NameIndex<Named>;
  organizationKeys: KeyIndex<Named>;
  contactKeys: KeyIndex<Named>;
  /** The deal as it is here, by the key that the row has. */
  was: (key: string | null) => DealRecord | null;
  rateOn: ReturnType<typeof heldRates>;
};

/** The deal that a row becomes; null when it can't be one, its findings say why. */
export function planDeal(row: RowReader, known: Known, by: DealIndexes): DealRecord | null {
  const was = by.was(row.text("key"));
  const { state, stage } = stateAndStage(row, by.stagesOf(pipelineOf(row, known, by, was)));
  const owner = row.find("owner", by.persons, "unknown_person");
  if (!row.text("owner")) row.say("no_owner", "owner");
  const organization =
    findByKey(row, "organizationKey", by.organizationKeys) ??
    row.find("organization", by.organizations, "unknown_organization");
  if (!organization && !row.text("organization")) row.say("no_organization", "organization");
  const product = row.find("product", by.products, "unknown_product");
  const quantity = row.integer("quantity") ?? 1;
  if (quantity < 1) row.say("no_quantity", "quantity");
  const openedOn = row.date("openedOn");
  const days = stateDays(row, state, openedOn, { today: known.today, was });
  const value = dealValue(row, state, known, product?.item?.listPrice ?? null, Math.max(1, quantity));
  if (!owner || !days) return null;
  if (!isSameMoney(value, was?.value)) sayRate(row, value, { known, by, on: countsOn(days, known.today) });
  const key = row.text("key");
  const name = row.text("name") ?? nameOf(organization?.ref, product?.ref, key ?? owner.ref.name);
  return {
    ...{ kind: "deal", key, name, owner: owner.ref, organization: organization?.ref ?? null },
    ...{ product: product?.ref ?? null, quantity, value, stage, openedOn, ...days },
    contact:
      (findByKey(row, "contactKey", by.contactKeys) ?? row.find("contact", by.contacts, "unknown_contact"))?.ref ??
      null,
    custom: planOwn(row, known, by),
  };
}

/** A deal that is open is counted by today's rate, one that closed by that of its day (decision 15). */
function countsOn(days: { state: "open" } | { state: "won" | "lost"; closedOn: CivilDate }, today: CivilDate) {
  return days.state === "open" ? today : days.closedOn;
}

type Counting = { known: Known; by: DealIndexes; on: CivilDate };

function sayRate(row: RowReader, { currency }: Money, { known, by, on }: Counting): void {
  if (currency === known.currency || by.rateOn(currency, on)) return;
  row.settle("no_rate", row.has("currency") ? "currency" : "value", currency);
}

function isSameMoney(value: Money, was: Money | undefined): boolean {
  return was?.minor === value.minor && was.currency === value.currency;
}

/** The pipeline that the row names, else the one the deal is in, else the first. */
function pipelineOf(row: RowReader, known: Known, by: DealIndexes, was: DealRecord | null): string | null {
  const text = row.text("pipeline");
  const named = text ? by.pipelines.find(text) : null;
  if (named?.match === "exact" || named?.match === "loose") {
    row.understood("pipeline");
    return named.item.id;
  }
  if (text) row.say("unknown_pipeline", "pipeline");
  const stage = was?.stage && known.stages.find(({ id }) => id === was.stage?.id);
  return stage?.pipelineId ?? known.pipelines[0]?.id ?? null;
}

type Stages = ReturnType<DealIndexes["stagesOf"]>;

/** Won and lost may stand in a column of their own or among the stages, as "Closed won" does; a status may name a stage ("Aヨミ"). */
function stateAndStage(row: RowReader, stages: Stages): { state: State; stage: Ref | null } {
  const byStatus = stateIn(row, "status", null);
  const byStage = stateIn(row, "stage", stages);
  const state = byStatus ?? byStage ?? "open";
  const guess = (text: string) => {
    const item = guessStage(text, stages.all);
    return item && { item, code: "stage_guessed" as const };
  };
  const find = (field: string) => row.find(field, stages.named, "unknown_stage", guess);
  if (row.text("stage") && !byStage) return { state, stage: find("stage")?.ref ?? null };
  const status = row.text("status");
  if (status && !byStatus) {
    if (stages.named.find(status).match !== "none" || guess(status))
      return { state, stage: find("status")?.ref ?? null };
    row.say("unknown_status", "status");
  }
  if (state !== "open") return { state, stage: null };
  const first = stages.all[0];
  row.say("no_stage", "stage");
  return { state, stage: first ? { id: first.id, name: first.name } : null };
}

const plainStates = new Set(["open", "won", "lost", "closedwon", "closedlost", "受注", "失注", "進行中"]);

/** How a deal stands by a cell; a word that only a sheet would use for it is said, so that it can be looked at. */
function stateIn(row: RowReader, field: string, stages: Stages | null): State | undefined {
  const text = row.text(field);
  if (!text || stages?.named.find(text).match === "exact") return undefined;
  const state = stateNamed(text);
  if (!state) return undefined;
  // "商談中" among the stages is a step of selling where the pipeline has one.
  if (stages && state === "open" && guessStage(text, stages.all)) return undefined;
  row.understood(field);
  const word = nameKey(text).replace(/[^\p{L}]/gu, "");
  if (!plainStates.has(word)) row.settle("state_guessed", field, text, state);
  return state;
}

/** The day a deal closed, as it was where the file has no column for it, which for an open one is when it is expected to. Null when the days contradict each other. */
function stateDays(
  row: RowReader,
  state: State,
  openedOn: CivilDate | null,
  { today, was }: { today: CivilDate; was: DealRecord | null },
) {
  const expected = row.date("expectedOn");
  const closing = row.date("closedOn");
  if (openedOn && openedOn > today) row.say("opened_in_future", "openedOn");
  if (!row.text("openedOn")) row.say("no_opened_on", "openedOn");
  if (state === "open") {
    if (closing && !expected) row.say("close_date_is_expected", "closedOn");
    return { state, expectedOn: expected ?? closing };
  }
  const field = state === "won" ? "wonOn" : "lostOn";
  const isSaid = row.has(field) || row.has("closedOn");
  const stays = !isSaid && was && was.state !== "open" && was.state === state ? was.closedOn : null;
  const closedOn = (row.has(field) ? row.date(field) : null) ?? closing ?? stays;
  const from = row.text(field) ? field : "closedOn";
  if (!closedOn) {
    if (!row.text(from)) row.say("closed_without_date", from);
    return null;
  }
  if (closedOn > today) row.say("closed_in_future", from);
  if (openedOn && closedOn < openedOn) row.say("closed_before_opened", from);
  if (state === "won") return { state, closedOn, expectedOn: expected };
  return { state, closedOn, expectedOn: expected, reason: row.text("reason") };
}

/** An open deal without a value takes the list price; a lost one keeps the file's, be it 0, and says so. */
function dealValue(row: RowReader, state: State, known: Known, listPrice: Money | null, quantity: number): Money {
  const currency = row.currency("currency", known.currency);
  const given = row.money("value", currency);
  const nothing = money(0, given?.currency ?? currency);
  if (state === "lost" && (given?.minor ?? 0) === 0) row.say("lost_without_value", "value");
  if (given || state === "lost") return given ?? nothing;
  if (row.text("value")) return nothing;
  if (state === "won") row.say("won_without_value", "value");
  else row.say(listPrice ? "takes_list_price" : "open_without_value", "value");
  return state === "open" && listPrice ? times(listPrice, quantity) : nothing;
}

/** A deal without a name of its own is called by what is sold to whom, as the floor would; without either, by its key or whose it is. */
function nameOf(organization: Ref | undefined, product: Ref | undefined, otherwise: string): string {
  const said = [organization?.name, product?.name].filter((part) => part !== undefined);
  return said.length > 0 ? said.join(" · ") : otherwise;
}

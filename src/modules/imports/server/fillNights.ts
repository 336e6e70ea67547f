import { addDays, noonOf } from "#lib/time.ts";
import { type Recalled, recallNights } from "#modules/forecast/server/public.ts";
import { nameKey } from "#modules/people/person.ts";
import { dealsByKeys, insertReschedule, readPipelines } from "#modules/pipeline/server/public.ts";
import type { Stage } from "#modules/pipeline/stage.ts";
import type { Tx } from "#platform/db/db.ts";
import { lastPutOff, type SamplePutOff } from "../sample/generateCloses.ts";
import type { SampleCompany, SampleDeal } from "../sample/sampleCompany.ts";
import type { Filling } from "./fillSample.ts";

const days = 14;

/** Two weeks of nights, so that Monday's page says from the first day how the forecast moved, and by which deals. */
export async function fillNights(tx: Tx, { company, workspace, today }: Filling): Promise<void> {
  const records = new Map(company.deals.map((deal) => [deal.key, deal]));
  const stages = (await readPipelines(tx)).flatMap((pipeline) => pipeline.stages);
  const pastOf = tellPast(company, stages);
  const recalled: Recalled[] = [];
  for (const { id, key, expectedCloseOn } of await dealsByKeys(tx, [...records.keys()])) {
    const record = records.get(key!)!;
    const putOff = record.state === "open" ? lastPutOff(record, today) : null;
    if (putOff) {
      const change = { id, was: putOff.was, became: expectedCloseOn };
      await insertReschedule(tx, change, noonOf(putOff.on, workspace.zone), null);
    }
    recalled.push({ id, ...pastOf(record, putOff) });
  }
  await recallNights(tx, recalled, { from: addDays(today, -days), today, zone: workspace.zone });
}

/** A closed deal was worth its product's price while it was open, and expected for the day on which it closed. */
function tellPast({ moves, products }: SampleCompany, stages: readonly Stage[]) {
  const stageOf = new Map(stages.map((stage) => [nameKey(stage.name), stage]));
  const movesOf = Map.groupBy(moves, ({ dealKey }) => dealKey);
  const priceOf = new Map(products.map(({ name, listPrice }) => [nameKey(name), listPrice?.minor]));
  return (deal: SampleDeal, putOff: SamplePutOff | null): Omit<Recalled, "id"> => ({
    whileOpen: {
      baseMinor: (deal.product && priceOf.get(nameKey(deal.product.name))) ?? deal.value.minor,
      expectedCloseOn: deal.state === "open" ? null : deal.closedOn,
    },
    moves: (movesOf.get(deal.key) ?? []).flatMap(({ from, at }) => {
      const stage = stageOf.get(nameKey(from));
      return stage ? [{ on: at.day, from: { stageId: stage.id, probability: stage.probability } }] : [];
    }),
    putOff: putOff ? [putOff] : [],
  });
}

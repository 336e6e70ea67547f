import { valuesOf } from "#modules/fields/server/public.ts";
import {
  readCampaigns,
  readSources,
  type ScoreInput,
  saveScore,
  scoreInputs,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { type Ground, touched } from "#platform/ground.ts";
import { scoreOf } from "../score.ts";
import { readRules, readSettings } from "./store.ts";
import { touchCounts } from "./touchStore.ts";

/** Scores leads by the rules as they are now: these, or of all open ones those whose inputs changed since they were scored. */
export async function rescore(tx: Tx, ids: readonly string[] | null): Promise<void> {
  const inputs = await scoreInputs(tx, ids);
  const { rulesVersion } = await readSettings(tx);
  const touches = await touchCounts(
    tx,
    inputs.map(({ id }) => id),
  );
  const stampOf = (one: ScoreInput) => `${one.stamp} ${rulesVersion} ${touches.get(one.id) ?? 0}`;
  const changed = inputs.filter((one) => ids !== null || one.scoredOf !== stampOf(one));
  if (changed.length === 0) return;
  const rules = await readRules(tx);
  const names = await originNames(tx);
  const custom = await valuesOf(
    tx,
    "deal",
    changed.map(({ id }) => id),
  );
  for (const one of changed) {
    const { employees, industry, country, sourceId, campaignId, email, state } = one;
    const known = { employees, industry, country, sourceId, campaignId, email, returned: state === "returned" };
    const { score, reasons } = scoreOf(rules, {
      ...known,
      touches: touches.get(one.id) ?? 0,
      custom: custom.get(one.id) ?? {},
    });
    const said = reasons.map((reason) => ({ ...reason, fact: names.get(reason.fact) ?? reason.fact }));
    await saveScore(tx, one.id, { score, reasons: said, of: stampOf(one) });
  }
  touched(tx, "leads", ...changed.map(({ id }) => `deal:${id}`));
}

/** What an organization or a contact got since, which tells no module, is seen within a minute. */
export async function rescoreStale(ground: Ground): Promise<void> {
  await ground.transact((tx) => rescore(tx, null));
}

async function originNames(tx: Tx): Promise<Map<string, string>> {
  const all = [...(await readSources(tx)), ...(await readCampaigns(tx))];
  return new Map(all.map(({ id, name }) => [id, name]));
}

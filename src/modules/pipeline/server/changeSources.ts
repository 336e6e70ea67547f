import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { CampaignId, SourceId } from "../lead.ts";
import {
  type Campaign,
  insertCampaign,
  insertSource,
  lockList,
  readCampaigns,
  readSources,
  type Source,
  saveCampaign,
  saveSource,
} from "./sourceStore.ts";

type Part<Shape> = { [Field in keyof Shape]?: Shape[Field] | undefined };

export async function addSource(tx: Tx, asked: Pick<Source, "name" | "respondMinutes">): Promise<SourceId> {
  await lockList(tx);
  if (isTaken(await readSources(tx), asked.name)) throw refuseField("pipeline.source_taken", "/name");
  touched(tx, "sources");
  return insertSource(tx, asked);
}

export async function changeSource(tx: Tx, id: SourceId, asked: Part<Omit<Source, "id">>, now: Instant): Promise<void> {
  await lockList(tx);
  const all = await readSources(tx);
  const was = all.find((one) => one.id === id);
  if (!was) throw new Refusal("pipeline.no_such_source", 404);
  const one = { ...was, ...given(asked) };
  const others = all.filter((other) => other.id !== id);
  if (!one.archived && isTaken(others, one.name)) throw refuseField("pipeline.source_taken", "/name");
  await saveSource(tx, one, now);
  touched(tx, "sources");
}

export async function addCampaign(tx: Tx, asked: Omit<Campaign, "id" | "archived">): Promise<CampaignId> {
  await lockList(tx);
  await checkCampaign(tx, asked, await readCampaigns(tx));
  touched(tx, "sources");
  return insertCampaign(tx, asked);
}

export async function changeCampaign(
  tx: Tx,
  id: CampaignId,
  asked: Part<Omit<Campaign, "id">>,
  now: Instant,
): Promise<void> {
  await lockList(tx);
  const all = await readCampaigns(tx);
  const was = all.find((one) => one.id === id);
  if (!was) throw new Refusal("pipeline.no_such_campaign", 404);
  const one = { ...was, ...given(asked) };
  if (!one.archived)
    await checkCampaign(
      tx,
      one,
      all.filter((other) => other.id !== id),
    );
  await saveCampaign(tx, one, now);
  touched(tx, "sources");
}

async function checkCampaign(tx: Tx, one: Omit<Campaign, "id" | "archived">, others: readonly Campaign[]) {
  if (isTaken(others, one.name)) throw refuseField("pipeline.campaign_taken", "/name");
  const key = one.key?.toLowerCase();
  if (key && others.some((other) => !other.archived && other.key?.toLowerCase() === key))
    throw refuseField("pipeline.campaign_key_taken", "/key");
  if (one.fromOn && one.toOn && one.toOn < one.fromOn) throw refuseField("pipeline.campaign_backwards", "/toOn");
  if (one.sourceId && !(await readSources(tx)).some(({ id }) => id === one.sourceId))
    throw refuseField("pipeline.no_such_source", "/sourceId");
}

function isTaken(all: readonly { name: string; archived: boolean }[], name: string): boolean {
  return all.some((one) => !one.archived && one.name.toLowerCase() === name.toLowerCase());
}

function given<Shape extends object>(asked: Part<Shape>): Partial<Shape> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Partial<Shape>;
}

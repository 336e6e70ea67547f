import type pg from "pg";
import { newId } from "#lib/id.ts";
import { startPipeline } from "#modules/pipeline/server/public.ts";
import { startCarried } from "#platform/db/carried.ts";
import { readSettings } from "#platform/settings.ts";
import { bootGround, root } from "../src/boot.ts";

/** What writers were told is kept: the ids of deals, noted after the answer had come. */
export type Acknowledged = { opened: Set<string>; won: Set<string> };

/** The pipeline is made before the storm. */
export async function prepareForStorm(data: string, env: Record<string, string>): Promise<void> {
  const carried = await startCarried(data);
  const started = await bootGround(readSettings(env, root), carried.url);
  await started.ground.transact((tx) => startPipeline(tx, "en"));
  await started.stop();
  await carried.stop();
}

/** Opens deals and wins them until the server is gone. */
export async function writeUntilGone(origin: string, cookie: string, acknowledged: Acknowledged): Promise<void> {
  const post = (address: string, body: object) =>
    fetch(`${origin}${address}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    });
  try {
    for (;;) {
      const response = await post("/api/deals", { name: newId(), value: { minor: 1000, currency: "USD" } });
      if (response.status !== 201) return;
      const { id } = (await response.json()) as { id: string };
      acknowledged.opened.add(id);
      if ((await post(`/api/deals/${id}/win`, {})).status === 200) acknowledged.won.add(id);
    }
  } catch {
    // The server was ended in the middle of this one: nothing was acknowledged.
  }
}

const oneEventEach = (verb: string, which: string) =>
  `select count(*) from deals where ${which} (select count(*) from events where record_id = deals.id and name = '${verb}') <> 1`;

/** How many of each kind of harm the database shows; all are to be 0. */
export async function harmDone(client: pg.Client, { opened, won }: Acknowledged): Promise<Record<string, number>> {
  const count = async (text: string, values: unknown[] = []) =>
    Number((await client.query(text, values)).rows[0].count);
  const [openedIds, wonIds] = [[...opened], [...won]];
  const wonThere = "select count(*) from deals where id = any($1) and status = 'won'";
  return {
    "acknowledged deals lost":
      openedIds.length - (await count("select count(*) from deals where id = any($1)", [openedIds])),
    "acknowledged wins lost": wonIds.length - (await count(wonThere, [wonIds])),
    "deals doubled": await count(
      "select count(*) from (select name from deals group by name having count(*) > 1) as twice",
    ),
    "deals without their one opening event": await count(oneEventEach("deal_opened", "")),
    "wins without their one event": await count(oneEventEach("deal_won", "status = 'won' and")),
    "figures that are not those of the deals": await count(
      "select count(*) from deals where (status = 'won')::int <> (select count(*) from facts where record_id = deals.id and metric = 'deals_won')",
    ),
  };
}

export const noHarm = {
  "acknowledged deals lost": 0,
  "acknowledged wins lost": 0,
  "deals doubled": 0,
  "deals without their one opening event": 0,
  "wins without their one event": 0,
  "figures that are not those of the deals": 0,
};

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { workspaceRoute } from "#modules/people/api.ts";
import { openDealRoute } from "#modules/pipeline/api.ts";
import { touched } from "#platform/ground.ts";
import { freshCompany, type Who } from "../company.ts";
import { allowed, everyone, visibilities } from "../policyByHand.ts";

const company = freshCompany();
let address: string | undefined;

/** The code that this person's socket is closed with, once it was open. */
async function socketOf(who: Who): Promise<{ socket: WebSocket; closed: Promise<number> }> {
  address ??= (await company.app.listen({ port: 0, host: "127.0.0.1" })).replace("http", "ws");
  const socket = new WebSocket(`${address}/api/live`, { headers: { cookie: company.cookie(who) } });
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve) => socket.on("open", resolve));
  return { socket, closed };
}

test("a socket tells of those records that its person may read, and of no others, whatever it follows", async () => {
  const deals = new Map<Who, string>();
  for (const owner of everyone) {
    const body = { name: `Of ${owner}`, ownerId: company.person(owner) };
    deals.set(owner, (await company.ask("admin", openDealRoute, { body })).body.id);
  }
  for (const visibility of visibilities) {
    await company.ask("admin", workspaceRoute, { body: { visibility } });
    for (const who of everyone) {
      const { socket } = await socketOf(who);
      const heard = new Set<string>();
      socket.on("message", (data) => heard.add((JSON.parse(String(data)) as { topic: string }).topic));
      const others = ["deals", "login:somebody", "secret:01a20aa6-922f-7004-966b-83c7b2987316"];
      socket.send(JSON.stringify({ follow: [...[...deals.values()].map((id) => `deal:${id}`), ...others] }));
      for (let tries = 0; tries < 250 && !heard.has("deals"); tries++) {
        await company.ground.transact(async (tx) =>
          touched(tx, "deals", ...[...deals.values()].map((id) => `deal:${id}`)),
        );
        await wait(20);
      }
      await wait(50);
      const readable = everyone.filter((owner) => allowed("deal", "r", who, owner, visibility));
      const expected = ["deals", ...readable.map((owner) => `deal:${deals.get(owner)}`)];
      assert.deepEqual([...heard].toSorted(), expected.toSorted(), `${who}, visibility ${visibility}`);
      socket.close();
    }
  }
});

test("who may no longer read a record hears no more of it, though the socket stays open", async () => {
  await company.ask("admin", workspaceRoute, { body: { visibility: "all" } });
  const body = { name: "Seen for a while", ownerId: company.person("rep") };
  const { id } = (await company.ask("admin", openDealRoute, { body })).body;
  const { socket } = await socketOf("otherRep");
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(String(data)));
  socket.send(JSON.stringify({ follow: [`deal:${id}`] }));
  const tell = () => company.ground.transact(async (tx) => touched(tx, `deal:${id}`));
  for (let tries = 0; tries < 50 && heard.length === 0; tries++) {
    await tell();
    await wait(20);
  }
  assert.ok(heard.length > 0);
  await company.ask("admin", workspaceRoute, { body: { visibility: "owner" } });
  await wait(5000);
  heard.length = 0;
  await tell();
  await wait(100);
  assert.deepEqual(heard, []);
  socket.close();
});

test("a session that is gone closes its socket within five seconds, also where nothing told of it", async () => {
  const { closed } = await socketOf("rep");
  const goneAt = performance.now();
  await company.ground.pool.query(
    `delete from session where "userId" = (select id from "user" where email = 'rep@clinch.test')`,
  );
  assert.equal(await closed, 4401);
  assert.ok(performance.now() - goneAt <= 5000, "the rule names five seconds");
});

test("where a second factor is asked for, who owes one has no socket", async () => {
  await company.ground.pool.query("update workspace set second_factor = 'everybody'");
  assert.equal(await (await socketOf("teammate")).closed, 4401);
});

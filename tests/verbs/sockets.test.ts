import assert from "node:assert/strict";
import { test } from "node:test";
import { WebSocket } from "ws";
import { freshCompany, type Who } from "../company.ts";

const company = freshCompany();
let address: string | undefined;

/** The code that this person's socket is closed with, once it was open. */
async function socketOf(who: Who): Promise<{ closed: Promise<number> }> {
  address ??= (await company.app.listen({ port: 0, host: "127.0.0.1" })).replace("http", "ws");
  const socket = new WebSocket(`${address}/api/live`, { headers: { cookie: company.cookie(who) } });
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve) => socket.on("open", resolve));
  return { closed };
}

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

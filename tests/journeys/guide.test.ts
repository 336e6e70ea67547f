import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { addLogin, insertPersons, personRows } from "#modules/people/server/public.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { root } from "../../src/boot.ts";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";

const password = "correct horse battery";
const stage = freshStage({ fill });
const folder = path.join(root, "docs/guide");

/** The sample company, seen by one of its managers, with a few leads that came in this morning. */
async function fill(stage: Stage): Promise<void> {
  const { ground } = stage.started;
  await ground.transact(async (tx) => {
    const now = ground.clock.now();
    const about = { currency: "USD", zone: "America/New_York", weekStart: 7, fiscalStart: 1, locale: "en" } as const;
    await createWorkspace(tx, { name: "MavenTech", ...about }, now);
    const plain = { email: null, title: null, joinedOn: null, leftOn: null };
    const [admin] = await insertPersons(tx, [{ name: "Ada Admin", ...plain }], now);
    await addLogin(tx, { personId: admin!, name: "Ada Admin", email: "ada@clinch.test", password, admin: true });
  });
  const ada = await signedIn("ada");
  await send(ada, "POST", "/api/start", { with: "sample" });
  await until(async () => (await send(ada, "GET", "/api/start")).sample?.state === "done");
  await ground.transact(async (tx) => {
    const summer = (await personRows(tx)).find(({ name }) => name === "Summer Sewald")!;
    await addLogin(tx, { personId: summer.id, name: summer.name, email: "summer@clinch.test", password, admin: false });
  });
  const summer = await signedIn("summer");
  const { sources } = await send(summer, "GET", "/api/lead-origins");
  const { rows: firms } = await send(summer, "GET", "/api/organizations?limit=6");
  for (const [at, firm] of firms.entries())
    await send(summer, "POST", "/api/leads", {
      ...{ name: `${firm.name}: ${["terminals", "a trial", "two plants", "a quote", "training", "spares"][at]}` },
      ...{ organizationId: firm.id, sourceId: sources[at % sources.length]?.id ?? null },
    });
}

async function signedIn(who: string, options: Parameters<Stage["visitor"]>[0] = {}): Promise<Page> {
  const { page } = await stage.visitor(options);
  await send(page, "POST", "/api/sign-in", { email: `${who}@clinch.test`, password });
  return page;
}

async function send(page: Page, method: string, address: string, data?: object) {
  const options = { method, headers: { origin: stage.origin }, ...(data ? { data } : {}) };
  const answer = await page.request.fetch(address, options);
  assert.ok(answer.ok(), `${address}: ${await answer.text()}`);
  return answer.json();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 480; tries++) {
    if (await holds()) return;
    await wait(250);
  }
  throw new Error("It did not come to hold within two minutes");
}

/** The guide's places, each by what stands there once it is drawn. */
async function places(page: Page): Promise<Record<string, { at: string; shows: string }>> {
  const [deal] = (await send(page, "GET", "/api/deals?status=open&sort=value&limit=1")).rows;
  const [contact] = (await send(page, "GET", "/api/contacts?limit=1")).rows;
  return {
    today: { at: "/", shows: ".card" },
    leads: { at: "/leads", shows: ".lead-list li" },
    board: { at: "/pipeline", shows: "[data-card]" },
    deal: { at: `/deals/${deal.id}`, shows: ".rec .side section" },
    list: { at: "/deals", shows: "tbody tr[data-row]" },
    contact: { at: `/contacts/${contact.id}`, shows: ".rec .side section" },
    calendar: { at: "/calendar", shows: "main h1" },
    forecast: { at: "/forecast", shows: "main h1" },
  };
}

for (const [locale, suffix, page] of [
  ["en", "", "README.md"],
  ["ja", "-ja", "README.ja.md"],
] as const)
  test(`every place of the guide opens and holds no barrier, and its pictures are there (${locale})`, async () => {
    const summer = await signedIn("summer");
    const text = fs.readFileSync(path.join(folder, page), "utf8");
    for (const [name, { at, shows }] of Object.entries(await places(summer))) {
      await summer.goto(at === "/" ? `/?lang=${locale}` : at);
      await summer.locator(shows).first().waitFor();
      await summer.waitForTimeout(600);
      await assertAccessible(summer);
      const picture = `pictures/${name}${suffix}.png`;
      if (process.env.CLINCH_PICTURES) await summer.screenshot({ path: path.join(folder, picture) });
      assert.ok(text.includes(`(${picture})`), `${page} shows ${picture}`);
      assert.ok(fs.existsSync(path.join(folder, picture)), `${picture}: take it with CLINCH_PICTURES=1`);
    }
  });

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { addLogin, personRows } from "#modules/people/server/public.ts";
import { setupPurpose } from "#modules/people/server/setUp.ts";
import { issueToken } from "#platform/auth/auth.ts";
import { root } from "../../src/boot.ts";
import { assertAccessible, freshStage } from "../browser.ts";

const stage = freshStage({ clock: "2018-01-02T09:00:00Z" });
const password = "correct horse battery";
const sample = (file: string) => path.join(root, "src/modules/imports/sample", file);

/** A login for somebody whom the import brought. */
async function loginFor(name: string): Promise<string> {
  const { ground } = stage.started;
  const email = `${name.split(" ")[0]!.toLowerCase()}@clinch.test`;
  await ground.transact(async (tx) => {
    const person = (await personRows(tx)).find((one) => one.name === name)!;
    await addLogin(tx, { personId: person.id, name, email, password, admin: false });
  });
  return email;
}

async function signIn(email: string): Promise<Page> {
  const { page } = await stage.visitor();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (await holds()) return;
    await wait(250);
  }
  throw new Error("It did not come to hold within a minute");
}

async function figure(page: Page, name: string, from: string, to: string): Promise<number> {
  const answer = await page.request.get(`/api/metrics/${name}?from=${from}&to=${to}`);
  return (await answer.json()).total;
}

test("an admin brings in the history, a manager sets quotas, a rep wins a deal, and everybody's screen follows", async (t) => {
  const { page: admin } = await stage.visitor();

  await t.test("the four files come in by the screen, and every known number is theirs", async () => {
    const token = await issueToken(stage.started.ground.db, setupPurpose, null, 1);
    await admin.goto(`/first-run?token=${token}`);
    await admin.getByLabel("Name of the workspace").fill("MavenTech");
    await admin.getByLabel("Name", { exact: true }).fill("Ada Admin");
    await admin.getByLabel("E-mail").fill("ada@clinch.test");
    await admin.getByLabel("Password").fill(password);
    await admin.getByRole("button", { name: "Set up" }).click();
    await admin.waitForURL("**/start");
    await assertAccessible(admin);
    await admin.keyboard.press("2");
    await admin
      .locator("input[type=file]")
      .setInputFiles(["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"].map(sample));
    await admin.getByRole("button", { name: "Import all files" }).click({ timeout: 60_000 });
    await until(async () => (await (await admin.request.get("/api/deals?limit=1")).json()).totals.count === 8800);
    await admin.getByRole("button", { name: /Undo/ }).nth(3).waitFor();
    await assertAccessible(admin);
    const year = ["2017-01-01", "2017-12-31"] as const;
    assert.equal(await figure(admin, "deals_won", ...year), 4238);
    assert.equal(await figure(admin, "deals_lost", ...year), 2473);
    assert.equal(await figure(admin, "revenue_won", ...year), 1_000_553_400);
    assert.equal(await figure(admin, "cycle_days_median", ...year), 57);
    assert.equal((await figure(admin, "win_rate", ...year)).toFixed(4), "0.6315");
    assert.equal((await figure(admin, "cycle_days", ...year)).toFixed(2), "51.78");
    assert.equal((await figure(admin, "cycle_days_lost", ...year)).toFixed(2), "41.48");
    assert.equal(await figure(admin, "pipeline_value", "2018-01-01", "2018-01-02"), 496_621_500);
  });

  const manager = await signIn(await loginFor("Melvin Marxen"));

  await t.test("the manager sets the suggested quotas for the team", async () => {
    await manager.goto("/goals/quotas?metric=revenue_won&period=2018-Q1");
    await manager.getByRole("heading", { level: 1 }).waitFor();
    await manager.getByRole("button", { name: /^Set \d+ quotas$/ }).click();
    await manager.getByText("Set", { exact: true }).first().waitFor();
    await assertAccessible(manager);
  });

  await t.test("a rep wins by drag; the manager's Today follows with no reload, and undo takes it back", async () => {
    const rep = await signIn(await loginFor("Darcel Schlecht"));
    const attained = async (page: Page) => {
      const teamId = (await (await page.request.get("/api/session")).json()).person.teamId;
      return Number(
        (await (await page.request.get(`/api/metrics/revenue_won?from=2018-01-01&to=2018-03-31&team=${teamId}`)).json())
          .total,
      );
    };
    await manager.goto("/");
    await manager.getByRole("heading", { level: 1 }).waitFor();
    await manager.evaluate(() => Object.assign(window, { notReloaded: true }));
    const goal = manager.locator("main .big").first();
    const before = await goal.innerText();
    assert.equal(await attained(manager), 0);

    await rep.goto("/pipeline");
    const card = rep.locator("[data-card]").first();
    await card.waitFor();
    await rep
      .getByText(/Q1 2018/)
      .first()
      .waitFor(); // the goal above the board has come, so the cards stand still
    await wait(300);
    const box = (await card.boundingBox())!;
    await rep.mouse.move(box.x + 40, box.y + 20);
    await rep.mouse.down();
    await rep.mouse.move(box.x + 80, box.y + 120, { steps: 5 });
    const won = rep.locator("[data-ending=won]");
    await won.waitFor();
    const zone = (await won.boundingBox())!;
    await rep.mouse.move(zone.x + zone.width / 2, zone.y + zone.height / 2, { steps: 8 });
    await rep.mouse.up();
    await rep.getByRole("button", { name: /Undo/ }).waitFor();

    await until(async () => (await goal.innerText()) !== before);
    assert.ok((await attained(manager)) > 0, "the team's figure counts the win");
    await rep.keyboard.press("Control+z");
    await until(async () => (await goal.innerText()) === before);
    assert.equal(await attained(manager), 0, "undo takes it back");
    assert.equal(await manager.evaluate(() => "notReloaded" in window), true, "nobody reloaded the page");
  });
});

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import type { PersonId } from "#modules/people/person.ts";
import { addLogin, insertPersons, insertTeam, joinTeam } from "#modules/people/server/public.ts";
import { importDeals, readPipelines, startPipeline } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { assertAccessible, freshStage } from "../browser.ts";

const stage = freshStage({ clock: "2018-01-02T12:00:00Z" });
const password = "correct horse battery";
const today = "2018-01-02";

/** Mia leads Ray, who won four deals each month of 2017 and has six open, and Rita, who has not begun. */
async function fill(): Promise<void> {
  const { ground } = stage.started;
  const workspace = { name: "MavenTech", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" };
  await ground.transact(async (tx) => {
    await createWorkspace(tx, workspace, ground.clock.now());
    await startPipeline(tx, "en", [{ name: "Engaging", probability: 40 }]);
    const [mia, ray, rita] = [
      await person(tx, "Mia Manager"),
      await person(tx, "Ray Rep"),
      await person(tx, "Rita Rep"),
    ];
    const team = await insertTeam(tx, { name: null, parentId: null, leadId: mia }, ground.clock.now());
    await joinTeam(tx, team, [ray, rita], null);
    await sell(tx, ray);
  });
}

async function person(tx: Tx, name: string): Promise<PersonId> {
  const { clock } = stage.started.ground;
  const fresh = { name, email: null, title: null, joinedOn: null, leftOn: null };
  const [id] = await insertPersons(tx, [fresh], clock.now());
  await addLogin(tx, { personId: id!, name, email: mailOf(name), password, admin: false });
  return id!;
}

function mailOf(name: string): string {
  return `${name.split(" ")[0]!.toLowerCase()}@clinch.test`;
}

async function sell(tx: Tx, ownerId: PersonId): Promise<void> {
  const pipeline = (await readPipelines(tx))[0]!;
  const deal = (openedOn: string, closedOn: string | null) => ({
    ...{ id: newId<"deal">(), key: null, name: `Deal of ${openedOn}`, pipelineId: pipeline.id, ownerId, openedOn },
    ...{ stageId: pipeline.stages[0]!.id, organizationId: null, value: money(1000_00, "USD"), baseMinor: 1000_00 },
    ...{ lines: [], expectedCloseOn: null },
    standing: closedOn ? ({ status: "won", closedOn, reason: null } as const) : ({ status: "open" } as const),
  });
  const months = Array.from({ length: 12 }, (_, i) => `2017-${String(i + 1).padStart(2, "0")}`);
  const won = months.flatMap((month) => Array.from({ length: 4 }, () => deal(`${month}-02`, `${month}-20`)));
  const open = Array.from({ length: 6 }, (_, i) => deal(`2017-12-2${i}`, null));
  await importDeals(tx, [...won, ...open], pipeline.stages, {
    now: stage.started.ground.clock.now(),
    today,
    zone: "UTC",
  });
}

async function signIn(page: Page, name: string): Promise<void> {
  const data = { email: mailOf(name), password };
  const answer = await page.request.post("/api/sign-in", { data, headers: { origin: stage.origin } });
  assert.equal(answer.ok(), true);
}

async function assertFits(page: Page): Promise<void> {
  const [wide, seen] = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as [number, number];
  assert.ok(wide <= seen, `${page.url()} is ${wide} wide in a window of ${seen}`);
}

describe("quotas", () => {
  before(fill);

  test("a manager changes a suggested quota and sets it, and the rep sees it on Today and under Goals", async () => {
    const { page } = await stage.visitor();
    await signIn(page, "Mia Manager");
    await page.goto("/goals/quotas");
    const amount = page.getByRole("textbox", { name: "Quota of Ray Rep" });
    await amount.waitFor();
    const suggested = await amount.inputValue();
    assert.match(suggested, /^\$1\d,\d{3}$/);
    assert.equal(await page.getByRole("textbox", { name: "Quota of Rita Rep" }).inputValue(), "");
    const slider = page.getByRole("slider", { name: "Quota of Ray Rep" });
    await slider.focus();
    await page.keyboard.press("ArrowLeft");
    const chosen = await amount.inputValue();
    assert.notEqual(chosen, suggested);
    await assertAccessible(page);
    await page.getByRole("button", { name: "Set 1 quota" }).click();
    await page.getByText("1 quota is set").waitFor();
    await page
      .getByRole("row", { name: /Ray Rep/ })
      .getByText("Set", { exact: true })
      .waitFor();

    const rep = (await stage.visitor()).page;
    await signIn(rep, "Ray Rep");
    await rep.goto("/");
    await rep.getByText(`Quota ${chosen}`).waitFor();
    await assertAccessible(rep);
    await rep.goto("/goals");
    await rep.getByText(`of ${chosen}`, { exact: true }).waitFor();
    await assertAccessible(rep);

    await page.getByRole("button", { name: "More for Ray Rep" }).click();
    await page.getByRole("menuitem", { name: "Withdraw the quota" }).click();
    await rep.getByText("no quota yet").first().waitFor();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await rep.getByText(`of ${chosen}`, { exact: true }).waitFor();
  });

  test("a team's own quota is set on its line", async () => {
    const { page } = await stage.visitor();
    await signIn(page, "Mia Manager");
    await page.goto("/goals/quotas?metric=deals_won");
    await page.getByRole("button", { name: "Set a team quota" }).click();
    await page.getByRole("dialog").getByRole("textbox").first().fill("12");
    await assertAccessible(page);
    await page.getByRole("button", { name: "Set the quota" }).click();
    await page.getByRole("button", { name: "Team quota 12" }).waitFor();
  });

  test("quotas, goals and Today speak Japanese on a phone", async () => {
    const { page } = await stage.visitor({ locale: "ja-JP", width: 390, height: 844 });
    await signIn(page, "Mia Manager");
    await page.request.put("/api/session/locale", { data: { locale: "ja" }, headers: { origin: stage.origin } });
    for (const [path, heading] of [
      ["/goals/quotas", "2018年度 第1四半期 個人目標"],
      ["/goals", null],
      ["/", null],
    ] as const) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1, ...(heading ? { name: heading } : {}) }).waitFor();
      await page.locator(".sk").first().waitFor({ state: "detached" });
      await assertAccessible(page);
      await assertFits(page);
    }
  });
});

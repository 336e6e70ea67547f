import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { addLogin, insertPersons } from "#modules/people/server/public.ts";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

let ray: Page;
let mia: Page;
let ada: Page;
let anchor: string;

const stage = freshStage({ fill, clock: "2026-11-25T09:00:00Z" });

async function fill(stage: Stage): Promise<void> {
  await makeSalesTeam(stage);
  await addAdmin(stage);
  [ray, mia, ada] = (await Promise.all(["ray", "mia", "ada"].map((who) => signedIn(stage, who)))) as [Page, Page, Page];
  anchor = await openDealAs(ray, stage, "Anchor", 100_000);
  await openDealAs(ray, stage, "Beacon", 250_000);
}

async function addAdmin({ started: { ground } }: Stage): Promise<void> {
  await ground.transact(async (tx) => {
    const about = { name: "Ada Admin", email: null, title: null, joinedOn: null, leftOn: null };
    const [personId] = await insertPersons(tx, [about], ground.clock.now());
    const sign = { email: "ada@clinch.test", password: "correct horse battery", admin: true };
    await addLogin(tx, { personId: personId!, name: "Ada Admin", ...sign });
  });
}

/** Pictures are kept where somebody wants to look at them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CLINCH_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

const speak = (page: Page, locale: "ja" | null) =>
  page.request.put("/api/session/locale", { headers: { origin: stage.origin }, data: { locale } });
const column = (page: Page, name: string) =>
  page.locator("[data-stage]").filter({ has: page.getByRole("heading", { name }) });
const cardIn = (page: Page, name: string, deal: string) => column(page, name).locator("[data-card]", { hasText: deal });

/** With the mouse as a hand does it; `meanwhile` looks while the card hangs. */
async function drag(page: Page, card: Locator, place: Locator, meanwhile?: () => Promise<void>): Promise<void> {
  await card.waitFor();
  await card.hover({ position: { x: 60, y: 20 } });
  await page.mouse.down();
  const from = (await card.boundingBox())!;
  await page.mouse.move(from.x + 80, from.y + 40, { steps: 4 });
  await place.waitFor();
  await page.waitForTimeout(250);
  const to = (await place.boundingBox())!;
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
  await page.waitForTimeout(100);
  await meanwhile?.();
  await page.mouse.up();
}

test("an admin says what a stage asks for and when a deal in it rots", async () => {
  await ada.goto("/settings/pipeline");
  const proposal = ada.getByRole("listitem").filter({ hasText: "Proposal" });
  await proposal.getByRole("button", { name: "Edit" }).click();
  await ada.getByLabel("Rots after days without activity").fill("10");
  await ada.getByRole("group", { name: "Coming here asks for" }).getByLabel("Close date").check();
  await ada.getByRole("group", { name: "Coming here asks for" }).getByLabel("Forecast rank").check();
  await ada.getByRole("button", { name: "Save", exact: true }).first().click();
  await ada.getByText("Asks for Close date and Forecast rank").waitFor();
  await ada.getByText("rots after 10 days").waitFor();
  await assertAccessible(ada);
});

test("2. Drag a deal to a stage with required fields: panel asks; totals change at once in a second browser", async () => {
  await Promise.all([ray.goto("/pipeline"), mia.goto("/pipeline")]);
  await drag(ray, cardIn(ray, "Prospecting", "Anchor"), column(ray, "Proposal"), () =>
    ray.getByText("Asks for Close date and Forecast rank").waitFor(),
  );
  const panel = ray.getByRole("dialog");
  await panel.getByText("Before it goes to Proposal").waitFor();
  assert.equal(await panel.locator(".fld").count(), 2);
  await assertAccessible(ray);
  await panel.getByLabel("Forecast rank").selectOption("Best case");
  await panel.getByRole("button", { name: "Save and move" }).click();
  await panel.getByText("This is needed first.").waitFor();
  assert.equal((await panel.getByLabel("Forecast rank").inputValue()) !== "", true);
  await panel.getByLabel("Close date").fill("2026-12-04");
  await panel.getByRole("button", { name: "Save and move" }).click();
  await cardIn(ray, "Proposal", "Anchor").getByText("Best case").waitFor();
  await cardIn(mia, "Proposal", "Anchor").waitFor();
  await column(mia, "Proposal").getByText("weighted $650").waitFor();
});

test("the page of a deal shows its people, its decision route, and how often it slipped", async () => {
  await ray.request.patch(`/api/deals/${anchor}`, {
    headers: { origin: stage.origin },
    data: { expectedCloseOn: "2026-12-20" },
  });
  await ray.goto(`/deals/${anchor}`);
  await ray.getByText("Slipped once, first").waitFor();
  const route = ray.locator("section").filter({ has: ray.getByRole("heading", { name: "Decision route" }) });
  await route.getByRole("button", { name: "Add" }).click();
  await route.getByLabel("What").fill("Board approves");
  await route.getByLabel("Who").fill("CFO");
  await route.getByLabel("Planned").fill("2026-11-20");
  await route.getByRole("button", { name: "Save" }).click();
  await route.getByText("Late", { exact: true }).waitFor();
  await assertAccessible(ray);
});

test("the figures say their definitions and open their deals, in Japanese too", async () => {
  await ray.goto("/pipeline/figures?view=mine");
  await ray.getByText("Won ÷ (won + lost)", { exact: false }).first().waitFor();
  await assertAccessible(ray);
  await ray.getByRole("link", { name: "2", exact: true }).click();
  await ray.waitForURL(/\/deals\?/);
  await ray.getByText("Beacon").first().waitFor();
  const ja = await signedIn(stage, "ray");
  await speak(ja, "ja");
  await ja.goto("/pipeline/figures?view=mine");
  await ja.getByText("受注率", { exact: true }).first().waitFor();
  await assertAccessible(ja);
  await ja.goto(`/deals/${anchor}`);
  await ja.getByText("決裁ルート").waitFor();
  await assertAccessible(ja);
  await ja.goto("/pipeline");
  await ja.getByText("1回延期").waitFor();
  await assertAccessible(ja);
  await speak(ja, null);
});

test("rates are pasted, and a line that can't be read is named", async () => {
  await ada.goto("/settings/currencies");
  await ada.getByLabel("Lines").fill("EUR, 2026-11-01, 1.08\nEUR, soon, 1");
  await ada.getByText("Line 2: the day is no YYYY-MM-DD.").waitFor();
  await ada.getByLabel("Lines").fill("EUR, 2026-11-01, 1.08\nJPY, 2026-11-01, 0.0065");
  await ada.getByRole("button", { name: "Enter 2 rates" }).click();
  await ada.getByText("1 JPY = 0.0065 USD").waitFor();
  await assertAccessible(ada);
});

test("a deal opened straight into a stage is asked for what a drop there would, in the form itself", async () => {
  await ray.goto("/deals/new");
  const form = ray.getByRole("dialog");
  await form.getByLabel("Name").fill("Cutter");
  await form.getByLabel("Stage").selectOption("Proposal");
  await form.getByLabel("Forecast rank").waitFor();
  await form.getByRole("button", { name: "Create the deal" }).click();
  await form.getByText("This is needed first.").first().waitFor();
  assert.equal(await form.getByText("This is needed first.").count(), 2);
  await assertAccessible(ray);
  await picture(ray, "new-deal-asks");
  await form.getByLabel("Forecast rank").selectOption("Best case");
  await form.getByLabel("Close date").fill("2026-12-11");
  await form.getByRole("button", { name: "Create the deal" }).click();
  await ray.waitForURL(/\/deals\/[0-9a-f]{8}-/);
  await ray.getByRole("heading", { name: "Cutter" }).first().waitFor();
});

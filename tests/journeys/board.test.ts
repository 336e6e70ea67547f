import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

let ray: Page;
let mia: Page;

const stage = freshStage({ fill });

async function fill(stage: Stage): Promise<void> {
  await makeSalesTeam(stage);
  [ray, mia] = await Promise.all([signedIn(stage, "ray"), signedIn(stage, "mia")]);
  await openDealAs(ray, stage, "Anchor", 100_000);
  await openDealAs(ray, stage, "Beacon", 250_000);
  await openDealAs(ray, stage, "Compass", 40_000);
  await openDealAs(ray, stage, "Drift", 5000);
  await Promise.all([ray.goto("/pipeline"), mia.goto("/pipeline")]);
}

const column = (page: Page, name: string) =>
  page.locator("[data-stage]").filter({ has: page.getByRole("heading", { name }) });
const cardIn = (page: Page, name: string, deal: string) => column(page, name).locator("[data-card]", { hasText: deal });
const totals = (page: Page) => page.locator(".totals");

/** With the mouse as a hand does it: the place to drop on may rise only when the card hangs. */
async function drag(page: Page, card: Locator, place: Locator): Promise<void> {
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
  await page.mouse.up();
}

test("a manager without deals of her own opens the board on her team, and no machine finds a barrier", async () => {
  await cardIn(mia, "Prospecting", "Anchor").waitFor();
  assert.equal(await mia.getByRole("tab", { selected: true }).textContent(), "My team4");
  await ray.getByText("4 deals, $3,950").waitFor();
  await assertAccessible(ray);
});

test("a card dragged to another stage stands there for everyone, and Ctrl Z takes it back", async () => {
  await drag(ray, cardIn(ray, "Prospecting", "Anchor"), column(ray, "Proposal"));
  await cardIn(ray, "Proposal", "Anchor").waitFor();
  await ray.getByText("Anchor is in Proposal").waitFor();
  await cardIn(mia, "Proposal", "Anchor").waitFor();
  await ray.keyboard.press("Control+z");
  await cardIn(ray, "Prospecting", "Anchor").waitFor();
  await cardIn(mia, "Prospecting", "Anchor").waitFor();
});

test("M, an arrow and Enter move the card that has the focus", async () => {
  await cardIn(ray, "Prospecting", "Anchor").locator("a").focus();
  await ray.keyboard.press("m");
  await ray.getByRole("menu").waitFor();
  await ray.keyboard.press("ArrowDown");
  await ray.keyboard.press("Enter");
  await cardIn(ray, "Engaging", "Anchor").waitFor();
});

test("a card dragged to Won leaves the board, whose total falls by its value", async () => {
  await drag(ray, cardIn(ray, "Prospecting", "Beacon"), ray.locator("[data-ending=won]"));
  await ray.getByText("Beacon is won: $2,500 for Ray Rep").waitFor();
  await ray.getByText("3 deals, $1,450").waitFor();
  await mia.getByText("3 deals, $1,450").waitFor();
  assert.equal(await ray.locator("[data-card]", { hasText: "Beacon" }).count(), 0);
});

test("a lost deal asks for the reason before it goes", async () => {
  await drag(ray, cardIn(ray, "Prospecting", "Compass"), ray.locator("[data-ending=lost]"));
  const panel = ray.getByRole("dialog");
  await panel.getByRole("button", { name: "Mark as lost" }).click();
  await panel.getByText("Choose a reason, or write one.").waitFor();
  await panel.getByLabel("Reason").selectOption("Price");
  await panel.getByRole("button", { name: "Mark as lost" }).click();
  await ray.getByText("Compass is lost").waitFor();
  assert.match((await totals(ray).textContent()) ?? "", /^2 deals, \$1,050/);
});

test("what somebody else changed meanwhile is never overwritten: the card goes back, and it is said who did what", async () => {
  await ray.routeWebSocket(/api\/live/, () => {});
  await ray.reload();
  const card = cardIn(ray, "Prospecting", "Drift");
  const id = await card.getAttribute("data-card");
  const answer = await mia.request.patch(`/api/deals/${id}`, {
    headers: { origin: stage.origin },
    data: { value: { minor: 9900, currency: "USD" } },
  });
  assert.equal(answer.status(), 200);
  await drag(ray, card, column(ray, "Negotiation"));
  await ray.getByText("Mia Manager changed Drift in the meantime. Now: $99").waitFor();
  await cardIn(ray, "Prospecting", "Drift").getByText("$99").waitFor();
});

test("the list and a deal's page are without barriers too", async () => {
  await ray.goto("/deals");
  await ray.getByRole("link", { name: "Drift" }).waitFor();
  await assertAccessible(ray);
  await ray.getByRole("link", { name: "Drift" }).click();
  await ray.getByRole("heading", { name: "Drift" }).waitFor();
  await ray.getByText("opened it in").waitFor();
  await assertAccessible(ray);
});

test("on a Japanese telephone board, list and deal fit the screen", async () => {
  const phone = await signedIn(stage, "ray", { width: 390, height: 844, locale: "ja-JP" });
  for (const path of ["/pipeline", "/deals"]) {
    await phone.goto(`${path}?lang=ja`);
    await phone.getByText("Drift").first().waitFor();
    await phone.getByRole("tab", { name: "すべて" }).waitFor();
    await assertFits(phone);
  }
  await phone.getByRole("link", { name: "Drift" }).click();
  await phone.getByRole("heading", { name: "Drift" }).waitFor();
  await assertFits(phone);
});

async function assertFits(page: Page): Promise<void> {
  await assertAccessible(page);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true, page.url());
}

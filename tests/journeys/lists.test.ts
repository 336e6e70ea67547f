import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

let ray: Page;
const stage = freshStage({ fill });

async function fill(stage: Stage): Promise<void> {
  await makeSalesTeam(stage);
  ray = await signedIn(stage, "ray");
  for (const [name, minor] of [
    ["Anchor", 100_000],
    ["Beacon", 250_000],
    ["Compass", 40_000],
    ["Drift", 5000],
  ] as const)
    await openDealAs(ray, stage, name, minor);
  await stage.started.ground.pool.query(
    `insert into fields (id, record_kind, key, label, type, position, created_at)
     values ('00000000-0000-4000-8000-00000000f1e1', 'deal', 'seats', 'Seats', 'number', 0, now())`,
  );
  await ray.goto("/deals");
}

const rows = (page: Page) => page.locator("tbody tr[data-row]");
const titles = (page: Page) => rows(page).locator("td a").allTextContents();

test("a filter is written as a sentence, counted while one types, kept as a view, and lives in the address", async () => {
  await rows(ray).nth(3).waitFor();
  await ray.keyboard.press("f");
  await ray.getByRole("region", { name: "Filter" }).waitFor();
  await ray.getByRole("button", { name: "Condition", exact: true }).click();
  await ray.getByLabel("Field").last().selectOption({ label: "Value" });
  await ray.getByLabel("Question").last().selectOption({ label: "at least" });
  await ray.getByLabel("Value", { exact: true }).last().fill("900");
  await ray.getByText("2 rows").waitFor();
  assert.deepEqual((await titles(ray)).toSorted(), ["Anchor", "Beacon"]);
  await assertAccessible(ray);
  const address = ray.url();
  await ray.keyboard.press("Control+s");
  await ray.getByLabel("Name of the view").fill("Large ones");
  await ray.getByRole("button", { name: "Save", exact: true }).click();
  await ray.getByRole("tab", { name: /Large ones/ }).waitFor();
  await ray.goto("/deals");
  await ray.getByRole("tab", { name: /Large ones/ }).click();
  await ray.getByText("2 rows").waitFor();
  await ray.goto(address);
  await ray.getByText("2 rows").waitFor();
  assert.deepEqual((await titles(ray)).toSorted(), ["Anchor", "Beacon"]);
});

test("a link of before goes on to the list as it is now, and its filter can name any team", async () => {
  await ray.goto("/deals?status=open&noNextStep=1&sort=idle&order=asc");
  await ray.waitForURL(/filter=/);
  await rows(ray).nth(3).waitFor();
  await ray.keyboard.press("f");
  const filter = ray.getByRole("region", { name: "Filter" });
  await filter.getByRole("button", { name: "Value: me" }).click();
  await filter
    .getByRole("checkbox", { name: /^Team / })
    .first()
    .check();
  await ray.waitForURL(/team%3A/);
  await assertAccessible(ray);
  if (process.env.CLINCH_PICTURES) await ray.screenshot({ path: `${process.env.CLINCH_PICTURES}/list-team.png` });
});

test("a field of one's own is a column, changed for many at once, and Ctrl Z takes it back", async () => {
  await ray.goto("/deals");
  await rows(ray).nth(3).waitFor();
  await ray.getByRole("button", { name: "Columns" }).click();
  await ray.getByRole("checkbox", { name: "Seats", exact: true }).click();
  await ray.keyboard.press("Escape");
  await ray.getByRole("columnheader", { name: "Seats" }).waitFor();
  await ray.getByLabel("Select Anchor").check();
  await ray.getByLabel("Select Beacon").check();
  await ray.getByText("2 selected").waitFor();
  await ray.getByRole("button", { name: "Change a field" }).click();
  await ray.getByRole("dialog").getByLabel("Field").selectOption({ label: "Seats" });
  await ray.getByRole("dialog").getByLabel("Seats").fill("12");
  await ray.getByRole("button", { name: /^Set/ }).click();
  await ray.getByText("2 records are changed").waitFor();
  await rows(ray).filter({ hasText: "Anchor" }).getByText("12", { exact: true }).waitFor();
  await ray.keyboard.press("Control+z");
  await ray.getByText("Taken back").waitFor();
  await rows(ray).filter({ hasText: "Anchor" }).getByText("12", { exact: true }).waitFor({ state: "detached" });
});

test("the list speaks Japanese, on a phone too, and no machine finds a barrier", async () => {
  const page = await signedIn(stage, "ray", { locale: "ja-JP", width: 390, height: 844 });
  await page.goto("/deals?lang=ja");
  await rows(page).nth(3).waitFor();
  await page.getByRole("button", { name: /絞り込み/ }).click();
  await page.getByRole("button", { name: "条件を追加" }).waitFor();
  await assertAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px too wide`);
});

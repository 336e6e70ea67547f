import { test } from "node:test";
import type { Page } from "playwright-core";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

let page: Page;

freshStage({ fill });

async function fill(stage: Stage): Promise<void> {
  await makeSalesTeam(stage);
  page = await signedIn(stage, "ray");
  await openDealAs(page, stage, "Lighthouse", 100_000);
  await page.goto("/pipeline");
  await page.getByText("Lighthouse").first().waitFor();
}

test("Ctrl K finds a deal by a piece of its name, and Enter opens it", async () => {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("lighth");
  await page.getByRole("option", { name: "Lighthouse" }).first().waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/deals/*");
  await page.getByRole("heading", { name: "Lighthouse" }).waitFor();
});

test("a question mark shows the keys that work here", async () => {
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Move to another stage").waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});

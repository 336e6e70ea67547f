import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-backups-page-"));
const place = path.join(folder, "backups");
after(() => fs.rmSync(folder, { recursive: true, force: true }));

let mia: Page;
let ray: Page;
const stage = freshStage({ env: { CLINCH_DATA: folder, BACKUP_TO: place }, fill });

async function fill(there: Stage): Promise<void> {
  await makeSalesTeam(there);
  await there.started.ground.pool.query(`update "user" set admin = true where email = 'mia@clinch.test'`);
  mia = await signedIn(there, "mia");
  ray = await signedIn(there, "ray");
  await openDealAs(ray, there, "Anchor", 100_000);
}

test("an admin finds Backups among the settings, makes one, and sees it is good; a rep finds none", async () => {
  await mia.goto("/settings");
  await mia.getByRole("link", { name: "Backups" }).click();
  await mia.getByText("No backup yet").waitFor();
  await mia.getByText(place).waitFor();
  await assertAccessible(mia);
  await mia.getByRole("button", { name: "Back up now" }).click();
  await mia.getByText("A backup has begun. You can leave this page.").waitFor();
  const lines = mia.getByRole("region", { name: "The last backups" }).getByRole("listitem");
  await lines.getByText("good").waitFor();
  await lines.getByText("Mia Manager").waitFor();
  await assertAccessible(mia);
  await ray.goto("/settings");
  await ray.getByRole("link", { name: "Account" }).waitFor();
  assert.equal(await ray.getByRole("link", { name: "Backups" }).count(), 0);
});

test("the file comes down as it lies there, and the command that restores it names it", async () => {
  const [file = ""] = fs.readdirSync(place).filter((name) => name.endsWith(".backup"));
  const [download] = await Promise.all([
    mia.waitForEvent("download"),
    mia.getByRole("link", { name: /Download the backup of/ }).click(),
  ]);
  assert.equal(download.suggestedFilename(), file);
  assert.ok(fs.readFileSync(await download.path()).equals(fs.readFileSync(path.join(place, file))));
  await mia.getByText(`./clinch restore ${file} --replace`).waitFor();
});

test("one click takes everything along", async () => {
  const [download] = await Promise.all([
    mia.waitForEvent("download"),
    mia.getByRole("link", { name: "Export everything" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^Test .*\.zip$/);
  const files = unzipSync(fs.readFileSync(await download.path()));
  assert.ok(new TextDecoder().decode(files["deals.csv"]).includes("Anchor"));
});

test("a backup that fails says why and what to do, in Japanese too, and no machine finds a barrier", async () => {
  fs.renameSync(place, `${place}-away`);
  fs.writeFileSync(place, "");
  const page = await signedIn(stage, "mia", { locale: "ja-JP", dark: true, width: 390 });
  await page.request.put("/api/session/locale", { data: { locale: "ja" }, headers: { origin: stage.origin } });
  await page.goto("/settings/backups");
  await page.getByRole("button", { name: "今すぐバックアップ" }).click();
  await page.getByText(`フォルダーがないため、${place} に書き込めません。`).waitFor();
  await assertAccessible(page);
  await page.goto("/settings/health");
  await page.getByRole("main").getByText("前回のバックアップは失敗しました（").waitFor();
  fs.rmSync(place);
  fs.renameSync(`${place}-away`, place);
});

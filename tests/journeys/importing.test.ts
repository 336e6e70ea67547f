import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import writeWorkbook from "write-excel-file/node";
import { addLogin, insertPersons } from "#modules/people/server/public.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { root } from "../../src/boot.ts";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { signedIn } from "../salesTeam.ts";

let ada: Page;
const stage = freshStage({ clock: "2018-01-02T12:00:00Z", fill });

async function fill(made: Stage): Promise<void> {
  const { ground } = made.started;
  await ground.transact(async (tx) => {
    const now = ground.clock.now();
    const workspace = { name: "Test", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" };
    await createWorkspace(tx, workspace, now);
    const [person] = await insertPersons(
      tx,
      [{ name: "Ada Admin", email: null, title: null, joinedOn: null, leftOn: null }],
      now,
    );
    await addLogin(tx, {
      personId: person!,
      name: "Ada Admin",
      email: "ada@clinch.test",
      password: "correct horse battery",
      admin: true,
    });
  });
  ada = await signedIn(made, "ada");
}

const sample = (name: string) => path.join(root, "src/modules/imports/sample", name);
/** Pictures are kept where somebody wants to look at them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.CLINCH_PICTURES;
  const size = page.viewportSize();
  if (folder && size) await page.setViewportSize({ ...size, height: 2200 });
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

test("files are chosen, matched and compared by their sums, and each can be taken back", async () => {
  await ada.goto("/start");
  await ada.getByRole("button", { name: /Import what you have/ }).click();
  await ada
    .locator("input[type=file]")
    .setInputFiles(["sales_teams.csv", "accounts.csv", "products.csv", "sales_pipeline.csv"].map(sample));
  await ada.getByRole("tab", { name: "sales_pipeline.csv" }).click();
  await ada.getByText("1,480 rows: “GTXPro” is read as GTX Pro").waitFor();
  await ada.getByText("1,425 rows: no organization").waitFor();
  const sums = ada.getByRole("region", { name: "Sums: the file beside Clinch" });
  await sums.getByText(/2,089 blank amounts take the list price/).waitFor();
  await assertAccessible(ada);
  await picture(ada, "import-light");
  await sums.getByRole("tab", { name: "Status" }).click();
  await sums.getByRole("row", { name: /^Won/ }).getByText("$10,005,534").first().waitFor();
  await picture(ada, "import-sums");
  await ada.getByRole("button", { name: "Import all files" }).click();
  await ada.getByText("8,800 deals new").waitFor({ timeout: 60_000 });
  await assertAccessible(ada);
  await picture(ada, "import-done");
});

test("a workbook's sheet is chosen, a word is read as a stage, and a column becomes a field", async () => {
  const cells = (row: readonly string[]) => row.map((value) => ({ value }));
  const data = [
    ["Deal name", "Owner", "Stage", "Amount", "Channel"],
    ["Quay", "Ada Admin", "Aヨミ", "120万", "Fair"],
    ["Dock", "Ada Admin", "Engaging", "90", "Fair"],
    ["Pier", "Ada Admin", "Haggling", "30", "Web"],
    ["Mole", "Ada Admin", "Engaging", "10", "Web"],
  ].map(cells);
  const bytes = await writeWorkbook([
    { sheet: "Notes", data: [cells(["A"]), cells(["b"])] },
    { sheet: "Open deals", data },
  ] as never).toBuffer();
  const file = path.join(fs.mkdtempSync("/tmp/clinch-"), "deals.xlsx");
  fs.writeFileSync(file, bytes);
  await ada.goto("/import");
  await ada.locator("input[type=file]").setInputFiles(file);
  await ada.getByLabel("Sheet").selectOption("Open deals");
  await ada.getByText("“Aヨミ” is taken for the stage Engaging").waitFor();
  await ada.getByLabel("Read “Haggling” as").selectOption("Prospecting");
  await ada.getByLabel("Where Channel goes").selectOption({ label: "New field “Channel”" });
  await ada.getByRole("button", { name: "Import 4 rows" }).waitFor();
  assert.equal(await ada.getByLabel("Where Channel goes").inputValue(), "custom.channel");
  await assertAccessible(ada);
  await picture(ada, "import-workbook");
  await ada.getByRole("button", { name: "Import 4 rows" }).click();
  await ada.getByText("4 deals new").waitFor();
});

test("currency rates come in from a file that the settings lead to, and are told apart by their heads alone", async () => {
  await ada.goto("/settings/currencies");
  await picture(ada, "import-rates-settings");
  await ada.getByRole("link", { name: "From a file" }).click();
  await ada.locator("input[type=file]").setInputFiles({
    ...{ name: "bank.csv", mimeType: "text/csv" },
    buffer: Buffer.from(
      "Currency;Date;Exchange rate\nEUR;31.12.2017;1,2004\nJPY;31.12.2017;0,00887\nUSD;31.12.2017;1\n",
    ),
  });
  await ada.getByText("a rate of the workspace’s own currency").waitFor();
  await assertAccessible(ada);
  await picture(ada, "import-rates");
  await ada.getByRole("button", { name: "Import 2 rows" }).click();
  await ada.getByText("2 currency rates new").waitFor();
  await ada.goto("/settings/currencies");
  await ada.getByText("1 EUR = 1.2004 USD").waitFor();
});

test("the screen speaks Japanese, in the dark and on a phone", async () => {
  const tokyo = await signedIn(stage, "ada", { locale: "ja-JP", width: 390, height: 844 });
  await tokyo.request.put("/api/session/locale", { headers: { origin: stage.origin }, data: { locale: "ja" } });
  await tokyo.request.post("/api/imports?name=%E6%A1%88%E4%BB%B6.csv", {
    headers: { origin: stage.origin, "content-type": "application/octet-stream" },
    data: Buffer.from(
      "案件名,担当者,フェーズ,金額,開始日\n甲,Ada Admin,Aヨミ,120万,平成29年12月1日\n乙,Ada Admin,見積提出,,H29.12.2\n丙,誰か,C,300,2017/12/3\n",
    ),
  });
  // The bell's own number is not this journey's.
  await stage.started.ground.pool.query("update notifications set read_at = now()");
  await tokyo.goto("/import");
  await tokyo.getByText("「Aヨミ」をフェーズ「Engaging」として読み取り").waitFor();
  await assertAccessible(tokyo);
  await picture(tokyo, "import-ja-phone");
  const dark = await signedIn(stage, "ada", { locale: "ja-JP", dark: true });
  await dark.goto("/import");
  await dark.getByText("「Aヨミ」をフェーズ「Engaging」として読み取り").waitFor();
  await assertAccessible(dark);
  await picture(dark, "import-ja-dark");
});

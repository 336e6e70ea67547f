import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { addLogin, insertPersons } from "#modules/people/server/public.ts";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

let ada: Page;
let ray: Page;
let contactId: string;

const stage = freshStage({ fill });

async function fill(made: Stage): Promise<void> {
  await makeSalesTeam(made);
  const { ground } = made.started;
  await ground.transact(async (tx) => {
    const blank = { email: null, title: null, joinedOn: null, leftOn: null };
    const [admin, rita] = await insertPersons(
      tx,
      ["Ada Admin", "Rita Rep"].map((name) => ({ ...blank, name })),
      ground.clock.now(),
    );
    const password = "correct horse battery";
    await addLogin(tx, { personId: admin!, name: "Ada Admin", email: "ada@clinch.test", password, admin: true });
    await addLogin(tx, { personId: rita!, name: "Rita Rep", email: "rita@clinch.test", password, admin: false });
  });
  [ada, ray] = await Promise.all([signedIn(made, "ada"), signedIn(made, "ray")]);
  await openDealAs(ray, made, "Anchor", 100_000);
  await openDealAs(ray, made, "Beacon", 250_000);
  const answer = await ray.request.post("/api/contacts", {
    headers: { origin: made.origin },
    data: { name: "Zoe Quill", email: "zoe@example.com", title: "Buyer" },
  });
  contactId = ((await answer.json()) as { id: string }).id;
}

const line = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name }).first();

async function choose(page: Page, name: string, verb: string, more = "More about"): Promise<void> {
  await line(page, name)
    .getByRole("button", { name: `${more} ${name}` })
    .click();
  await page.getByRole("menuitem", { name: verb }).click();
}

test("an admin says that somebody leaves, sees what passes to whom, and takes it back", async () => {
  await ada.goto("/settings/people");
  await choose(ada, "Ray Rep", "Leaves …");
  const dialog = ada.getByRole("dialog", { name: "Ray Rep leaves" });
  await dialog.getByLabel("Open deals (2)").waitFor();
  await dialog.getByLabel("Contacts (1)").waitFor();
  await assertAccessible(ada);
  await dialog.getByLabel("Everything goes to").selectOption({ label: "Rita Rep" });
  await dialog.getByRole("button", { name: "Confirm that Ray Rep leaves" }).click();
  await ada.getByText(/Open deals: 2 to Rita Rep/).waitFor();
  await line(ada, "Ray Rep")
    .getByText(/Leaves /)
    .waitFor();
  await assertAccessible(ada);
  await ada.getByRole("button", { name: "Take back" }).click();
  await ada.getByText("3 records are back.").waitFor();
  await ada
    .getByText(/Taken back/)
    .first()
    .waitFor();
  await ray.goto("/deals");
  await ray.getByRole("link", { name: "Beacon" }).waitFor();
});

test("an admin shares somebody's work among several, and sees before how much each gets", async () => {
  await ada.goto("/settings/people");
  await choose(ada, "Ray Rep", "Hand over …");
  const dialog = ada.getByRole("dialog", { name: "Hand over from Ray Rep" });
  await dialog.getByLabel("Everything goes to").selectOption({ label: "Share among several …" });
  await dialog.getByRole("checkbox", { name: "Rita Rep" }).check();
  await dialog.getByRole("checkbox", { name: "Ada Admin" }).check();
  const parts = dialog.getByRole("list", { name: "Who gets what" });
  await parts.getByRole("listitem").filter({ hasText: "Ada Admin" }).getByText("$2,500").waitFor();
  await parts.getByRole("listitem").filter({ hasText: "Rita Rep" }).getByText("$1,000").waitFor();
  await assertAccessible(ada);
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await ada.getByText(/Open deals: 1 to Rita Rep/).waitFor();
  await ada.getByRole("button", { name: "Take back" }).first().click();
  await ada.getByText("3 records are back.").last().waitFor();
});

test("whoever is away names who covers; the cover sees whose work it is, on Today too", async () => {
  await ray.goto("/settings/absences");
  const { today } = (await (await ray.request.get("/api/session")).json()) as { today: string };
  await ray.getByLabel("First day").fill(today);
  await ray.getByLabel("Covered by").selectOption({ label: "Rita Rep" });
  await ray.getByRole("button", { name: "Add absence" }).click();
  await ray.getByText("covered by Rita Rep").waitFor();
  await assertAccessible(ray);
  await ray.getByLabel("First day").fill(today);
  await ray.getByRole("button", { name: "Add absence" }).click();
  await ray.getByText(/There is an absence from/).waitFor();
  const rita = await signedIn(stage, "rita");
  await rita.goto("/");
  await rita.getByText(/You cover for Ray Rep/).waitFor();
  await assertAccessible(rita);
  await rita.getByRole("link", { name: "Their deals" }).click();
  await rita.getByRole("link", { name: "Beacon" }).waitFor();
  await rita.getByText("for Ray Rep").first().waitFor();
  await assertAccessible(rita);
  await rita.goto("/pipeline?view=all");
  await rita.getByText("for Ray Rep").first().waitFor();
  await assertAccessible(rita);
  await ray.getByRole("button", { name: /Remove the absence/ }).click();
  await ray.getByText("No absence ahead").waitFor();
});

test("what was deleted lies in the trash, comes back, and goes for good only when an admin says so twice", async () => {
  const id = await openDealAs(ray, stage, "Dropped", 5000);
  await ray.request.delete(`/api/deals/${id}`, { headers: { origin: stage.origin } });
  await ray.goto("/settings/trash");
  await line(ray, "Dropped")
    .getByText(/30 days left/)
    .waitFor();
  await assertAccessible(ray);
  assert.equal(await ray.getByRole("button", { name: "More about Dropped" }).count(), 0);
  await ray.getByRole("button", { name: "Restore Dropped" }).click();
  await ray.getByText("The trash is empty").waitFor();
  await ray.request.delete(`/api/deals/${id}`, { headers: { origin: stage.origin } });
  await ada.goto("/settings/trash");
  await choose(ada, "Dropped", "Delete for ever …");
  const dialog = ada.getByRole("dialog", { name: "Delete Dropped for ever?" });
  await dialog.getByText("This can’t be undone.").waitFor();
  await assertAccessible(ada);
  await dialog.getByRole("button", { name: "Delete for ever" }).click();
  await ada.getByText("The trash is empty").waitFor();
});

test("an admin hands over what is held of a contact, and erases them by typing the name", async () => {
  await ada.goto(`/contacts/${contactId}`);
  await ada.getByRole("button", { name: "More", exact: true }).click();
  const download = ada.waitForEvent("download");
  await ada.getByRole("menuitem", { name: "What is held (JSON)" }).click();
  assert.equal((await download).suggestedFilename(), "Zoe Quill.json");
  await ada.getByRole("button", { name: "More", exact: true }).click();
  await ada.getByRole("menuitem", { name: "Erase …" }).click();
  const dialog = ada.getByRole("dialog", { name: "Erase Zoe Quill" });
  await dialog.getByText(/go for good/).waitFor();
  await assertAccessible(ada);
  const erase = dialog.getByRole("button", { name: "Erase for good" });
  assert.equal(await erase.isDisabled(), true);
  await dialog.getByLabel(/to erase for good/).fill("zoe quill");
  await erase.click();
  await ada.getByRole("heading", { name: "Erased contact" }).waitFor();
  assert.equal(await ada.getByText("Zoe").count(), 0);
  await assertAccessible(ada);
});

test("everybody downloads what is held of them on their own account page, in their language", async () => {
  const japanese = await signedIn(stage, "ray", { locale: "ja-JP" });
  for (const [page, address, verb] of [
    [ray, "/settings", "Download"],
    [japanese, "/settings?lang=ja", "ダウンロード"],
  ] as const) {
    await page.goto(address);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: verb, exact: true }).click();
    const file = await (await download).path();
    const { held } = JSON.parse(fs.readFileSync(file, "utf8")) as { held: Record<string, { email?: string }[]> };
    assert.equal(held.user?.[0]?.email, "ray@clinch.test");
    await assertAccessible(page);
  }
});

test("who was erased is a former colleague in the reader's own language", async () => {
  await ada.goto("/settings/people");
  await choose(ada, "Rita Rep", "Leaves …");
  const leaving = ada.getByRole("dialog", { name: "Rita Rep leaves" });
  await leaving.getByLabel("Last day").fill("2020-01-31");
  await leaving.getByRole("button", { name: "Confirm that Rita Rep leaves" }).click();
  await ada.getByText("Former colleagues (1)").click();
  const former = ada.locator("details");
  await former.getByRole("button", { name: "More about Rita Rep" }).click();
  await ada.getByRole("menuitem", { name: "Erase …" }).click();
  const dialog = ada.getByRole("dialog", { name: "Erase Rita Rep" });
  await dialog.getByLabel(/to erase for good/).fill("Rita Rep");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await former.getByText("Former colleague", { exact: true }).waitFor();
  const japanese = await signedIn(stage, "ada", { locale: "ja-JP" });
  await japanese.goto("/settings/people?lang=ja");
  await japanese.getByText("退職したメンバー（1人）").click();
  await japanese.getByRole("listitem").filter({ hasText: "退職したメンバー" }).first().waitFor();
  assert.equal(await japanese.getByText("former colleague").count(), 0);
  await japanese.goto("/settings/trash?lang=ja");
  await japanese.getByText("ゴミ箱は空です").waitFor();
  await assertAccessible(japanese);
});

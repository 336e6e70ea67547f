import assert from "node:assert/strict";
import { test } from "node:test";
import PDFDocument from "pdfkit";
import type { Locator, Page } from "playwright-core";
import { assertAccessible, freshStage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

const stage = freshStage({ clock: "2018-01-03T12:00:00Z", fill: makeSalesTeam });

async function post<Answer = { id: string }>(page: Page, path: string, data: object): Promise<Answer> {
  const answer = await page.request.post(path, { headers: { origin: stage.origin }, data });
  assert.ok(answer.ok(), await answer.text());
  return (await answer.json()) as Answer;
}

const speak = (page: Page, locale: string | null) =>
  page.request.put("/api/session/locale", { headers: { origin: stage.origin }, data: { locale } });

type Given = { name: string; type: string; bytes: number[] };
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const picture: Given = { name: "booth.png", type: "image/png", bytes: [...png] };
const text = (name: string, content: string): Given => ({ name, type: "text/plain", bytes: [...Buffer.from(content)] });

/** As a browser tells of files that a hand lets go of, or of a picture in the clipboard. */
const give = (place: Locator, kind: "drop" | "paste", files: readonly Given[], words = "") =>
  place.evaluate(
    (element, asked) => {
      const data = new DataTransfer();
      for (const { name, type, bytes } of asked.files)
        data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      if (asked.words) data.setData("text/plain", asked.words);
      const event =
        asked.kind === "drop"
          ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    { kind, files, words },
  );

test("files dropped and pasted while one writes stand in the note; a picture is looked at in place, a page is refused", async () => {
  const ray = await signedIn(stage, "ray");
  const deal = await openDealAs(ray, stage, "Konex roll-out", 31_152_00);
  await ray.goto(`/deals/${deal}`);
  const composer = ray.getByRole("region", { name: "Write" });
  const words = composer.getByRole("combobox", { name: "What is worth remembering?" });
  await give(words, "drop", [text("terms.txt", "Net 45"), text("page.txt", "<script>alert(1)</script>")]);
  await composer.getByText("terms.txt").waitFor();
  await composer.getByText(/“page.txt” is no kind of file that is kept here/).waitFor();
  await give(words, "paste", [picture]);
  await composer.getByText("booth.png").waitFor();
  await give(words, "paste", [picture], "cells of a sheet");
  await words.fill("What they showed me");
  await assertAccessible(ray);
  await ray.reload();
  await composer.getByText("booth.png").waitFor();
  assert.equal(
    await composer.locator(".fchip").count(),
    2,
    "a draft keeps its files; text that is also a picture is text",
  );
  await words.press("Control+Enter");
  const note = ray.locator(".tl li").filter({ hasText: "What they showed me" });
  await note.getByRole("link", { name: "terms.txt" }).waitFor();
  await composer.locator(".fchip").first().waitFor({ state: "detached" });
  await note.getByRole("button", { name: "Look at booth.png" }).click();
  const shown = ray.getByRole("dialog", { name: "booth.png" }).getByRole("img", { name: "booth.png" });
  await shown.waitFor();
  assert.equal(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth), 1, "the picture itself is drawn");
  await assertAccessible(ray);
  const [id] = /[0-9a-f-]{36}/.exec((await shown.getAttribute("src")) ?? "") ?? [];
  const { headers } = { headers: (await ray.request.get(`/api/files/${id}`)).headers() };
  assert.match(headers["content-disposition"] ?? "", /^attachment/, "opened by its address it is kept, never a page");
  assert.equal(headers["content-security-policy"], "default-src 'none'; sandbox");
});

test("a PDF is looked at where it stands, drawn by the browser's own viewer, and downloaded from there", async () => {
  const ray = await signedIn(stage, "ray");
  const deal = await openDealAs(ray, stage, "Warephase", 100_00);
  const kept = await ray.request.post(
    `/api/files?${new URLSearchParams({ record: "deal", id: deal, name: "offer.pdf" })}`,
    {
      headers: { origin: stage.origin, "content-type": "application/octet-stream" },
      data: await aPdf("Offer for Warephase"),
    },
  );
  assert.equal(kept.status(), 201);
  await ray.goto(`/deals/${deal}`);
  const drawn = ray.waitForEvent("frameattached", {
    predicate: (frame) => frame.parentFrame()?.url().includes("/look") === true,
  });
  await ray.getByRole("button", { name: "Look at offer.pdf" }).click();
  const dialog = ray.getByRole("dialog", { name: "offer.pdf" });
  await dialog.getByTitle("offer.pdf").waitFor();
  await drawn;
  const saving = ray.waitForEvent("download");
  await dialog.getByRole("link", { name: "Download" }).click();
  assert.equal((await saving).suggestedFilename(), "offer.pdf");
});

async function aPdf(words: string): Promise<Buffer> {
  const document = new PDFDocument();
  const parts: Buffer[] = [];
  document.on("data", (part: Buffer) => parts.push(part));
  const isWhole = new Promise((done) => document.on("end", done));
  document.text(words).end();
  await isWhole;
  return Buffer.concat(parts);
}

test("“Done” on Today asks for the next step; that none is needed is one press, and the deal says that it has none", async () => {
  const ray = await signedIn(stage, "ray");
  const dealId = await openDealAs(ray, stage, "Zencorporation", 100_00);
  await post(ray, "/api/activities", { kind: "call", subject: "Ring", dealId, dueAt: "2018-01-03T11:00:00.000Z" });
  const stepOf = async () => (await (await ray.request.get(`/api/deals/${dealId}`)).json()).nextStep;
  await ray.goto("/");
  await ray.getByRole("button", { name: "Done: Ring" }).last().click();
  const ask = ray.getByRole("dialog", { name: "Close “Ring”" });
  await ask.getByLabel("What comes next?").fill("Send the quote");
  await assertAccessible(ray);
  await ask.getByRole("button", { name: "Done, and plan" }).click();
  await ray.getByText("Ring: done").waitFor();
  assert.equal((await stepOf()).subject, "Send the quote");
  await ray.getByRole("button", { name: "Undo" }).click();
  await ray.getByRole("button", { name: "Done: Ring" }).first().waitFor();
  for (let tries = 0; tries < 100 && (await stepOf())?.subject !== "Ring"; tries++) await ray.waitForTimeout(20);
  assert.equal((await stepOf()).subject, "Ring", "undone, both are as they were");
  await ray.getByRole("button", { name: "Done: Ring" }).last().click();
  await ask.getByRole("button", { name: "No next step needed" }).click();
  await ask.waitFor({ state: "detached" });
  assert.equal(await stepOf(), null);
  await ray.goto(`/deals/${dealId}`);
  await ray.getByText("Nothing is planned. Which step comes next?").waitFor();
});

test("a meeting's outcome is one press on the calendar, and then it is asked what comes next", async () => {
  const ray = await signedIn(stage, "ray");
  const dealId = await openDealAs(ray, stage, "Umbrella", 100_00);
  await post(ray, "/api/activities", {
    ...{ kind: "meeting", subject: "Demo", lengthMinutes: 90, dealId, dueAt: "2018-01-03T09:00:00.000Z" },
  });
  await ray.goto("/calendar");
  await ray.getByRole("group", { name: "How “Demo” went" }).getByRole("button", { name: "No-show" }).click();
  const ask = ray.getByRole("dialog", { name: "What comes after “Demo”?" });
  await ask.getByLabel("What comes next?").fill("Offer another day");
  await ask.getByRole("button", { name: "Plan" }).click();
  await ray.getByRole("button", { name: /^Offer another day/ }).waitFor();
  await ray.getByRole("button", { name: "Done: Offer another day" }).click();
  const closing = ray.getByRole("dialog", { name: "Close “Offer another day”" });
  await closing.getByRole("button", { name: "No next step needed" }).waitFor();
  await ray.keyboard.press("Escape");
  await closing.waitFor({ state: "detached" });
  await ray.getByRole("button", { name: "Done: Offer another day" }).waitFor();
});

test("the list of activities closes one where it stands, and asks too", async () => {
  const ray = await signedIn(stage, "ray");
  const dealId = await openDealAs(ray, stage, "Silis", 100_00);
  await post(ray, "/api/activities", { kind: "task", subject: "Write up", dealId, dueAt: "2018-01-04T11:00:00.000Z" });
  await ray.goto("/activities");
  await ray.getByRole("button", { name: "Done: Write up" }).click();
  await ray.getByRole("dialog").getByRole("button", { name: "No next step needed" }).click();
  await ray.getByText("Write up: done").waitFor();
  await ray.getByRole("button", { name: "Done: Write up" }).waitFor({ state: "detached" });
});

test("a stretch drawn on the calendar becomes what is planned there; by keys as well", async () => {
  const ray = await signedIn(stage, "ray");
  await openDealAs(ray, stage, "Betasoloin", 100_00);
  await ray.goto("/calendar");
  const column = ray.getByRole("group", { name: /\b4 Jan|Jan 4\b/ });
  const box = (await column.boundingBox())!;
  const top = await column.evaluate((element) => element.getBoundingClientRect().top);
  const at = (hour: number) => top + hour * 48;
  await ray.mouse.move(box.x + 30, at(10) + 2);
  await ray.mouse.down();
  await ray.mouse.move(box.x + 30, at(11.5) - 2, { steps: 6 });
  await ray.mouse.up();
  const dialog = ray.getByRole("dialog", { name: "New on the calendar" });
  assert.equal(await dialog.getByLabel("Day").inputValue(), "2018-01-04");
  assert.equal(await dialog.getByLabel("Time").inputValue(), "10:00");
  await dialog.getByLabel("Subject").fill("Walk through");
  await dialog.getByLabel("With or about").fill("Betaso");
  await ray.getByRole("option", { name: /Betasoloin.*Deal/ }).click();
  await assertAccessible(ray);
  await dialog.getByRole("button", { name: "Plan" }).click();
  await ray.getByRole("button", { name: /^Walk through/ }).waitFor();
  const query = "/api/calendar?from=2018-01-04&to=2018-01-04";
  const { activities } = await (await ray.request.get(query)).json();
  const made = activities.find((one: { subject: string }) => one.subject === "Walk through");
  assert.deepEqual([made.dueAt, made.lengthMinutes, made.deal], ["2018-01-04T10:00:00.000Z", 90, "Betasoloin"]);
  await ray.getByRole("button", { name: /^New on .*(Jan 5\b|\b5 Jan)/ }).press("Enter");
  assert.equal(await dialog.getByLabel("Time").inputValue(), "09:00");
  await ray.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("a step of the decision is a contact's of the deal or its organization, or words", async () => {
  const ray = await signedIn(stage, "ray");
  const organization = await post(ray, "/api/organizations", { name: "Takeda" });
  const contact = await post(ray, "/api/contacts", { name: "Sora Ito", organizationId: organization.id });
  await post(ray, "/api/contacts", { name: "Sora Elsewhere" });
  const deal = await post(ray, "/api/deals", {
    ...{ name: "Ringi", organizationId: organization.id, value: { minor: 100, currency: "USD" } },
  });
  await ray.goto(`/deals/${deal.id}`);
  const route = ray.locator("section").filter({ has: ray.getByRole("heading", { name: "Decision route" }) });
  await route.getByRole("button", { name: "Add" }).click();
  await route.getByLabel("What").fill("Head agrees");
  await route.getByLabel("Who").fill("Sora");
  await ray.getByRole("option", { name: "Sora Ito" }).waitFor();
  assert.equal(await ray.getByRole("option", { name: "Sora Elsewhere" }).count(), 0);
  await ray.getByRole("option", { name: "Sora Ito" }).click();
  await route.getByRole("button", { name: "Add a step" }).click();
  await route.getByLabel("What").nth(1).fill("Board approves");
  await route.getByLabel("Who").nth(1).fill("The CFO");
  await assertAccessible(ray);
  await route.getByRole("button", { name: "Save" }).click();
  await route.getByText("The CFO").waitFor();
  const { decision } = await (await ray.request.get(`/api/deals/${deal.id}`)).json();
  assert.deepEqual(
    decision.map(({ contactId, who }: { contactId: string; who: string }) => [contactId, who]),
    [
      [contact.id, null],
      [null, "The CFO"],
    ],
  );
});

test("an organization tells what is open at its subsidiaries, and opens the list of them", async () => {
  const ray = await signedIn(stage, "ray");
  const top = await post(ray, "/api/organizations", { name: "Group" });
  const low = await post(ray, "/api/organizations", { name: "Group Europe", parentId: top.id });
  for (const [name, minor] of [
    ["North", 200_00],
    ["South", 300_00],
  ] as const)
    await post(ray, "/api/deals", { name, organizationId: low.id, value: { minor, currency: "USD" } });
  await ray.goto(`/organizations/${top.id}`);
  const below = ray.getByRole("link", { name: /2 open deals at subsidiaries/ });
  await below.getByText("$500").waitFor();
  await assertAccessible(ray);
  await below.click();
  await ray.waitForURL((url) => !url.pathname.startsWith("/organizations"));
  const theirs = ray.getByRole("link", { name: /Group Europe/ });
  await theirs.nth(1).waitFor();
  assert.equal(await theirs.count(), 2);
});

test("the same screens in Japanese", async () => {
  const ray = await signedIn(stage, "ray", { locale: "ja-JP" });
  const dealId = await openDealAs(ray, stage, "武田の件", 100_00);
  await post(ray, "/api/activities", { kind: "call", subject: "電話", dealId, dueAt: "2018-01-03T11:00:00.000Z" });
  await speak(ray, "ja");
  await ray.goto("/");
  await ray.getByRole("button", { name: "完了: 電話" }).last().click();
  await ray.getByRole("button", { name: "次のアクションは不要" }).waitFor();
  await assertAccessible(ray);
  await ray.keyboard.press("Escape");
  await ray.goto(`/deals/${dealId}`);
  await ray.getByRole("button", { name: "ファイルを添付" }).waitFor();
  await assertAccessible(ray);
  await ray.goto("/calendar");
  await ray.getByRole("button", { name: "追加", exact: true }).click();
  await ray.getByRole("dialog", { name: "予定を追加" }).waitFor();
  await assertAccessible(ray);
  await speak(ray, null);
});

import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { addLogin, insertPersons } from "#modules/people/server/public.ts";
import { assertAccessible, freshStage } from "../browser.ts";
import { makeSalesTeam, signedIn } from "../salesTeam.ts";

// A Wednesday at noon: business hours.
const stage = freshStage({
  clock: "2018-01-03T12:00:00Z",
  fill: async (built) => {
    await makeSalesTeam(built);
    const { ground } = built.started;
    await ground.transact(async (tx) => {
      const plain = { email: null, title: null, joinedOn: null, leftOn: null };
      const [personId] = await insertPersons(tx, [{ name: "Ada Admin", ...plain }], ground.clock.now());
      const login = { name: "Ada Admin", email: "ada@clinch.test", password: "correct horse battery", admin: true };
      await addLogin(tx, { personId: personId!, ...login });
    });
  },
});

async function send(page: Page, method: string, path: string, data?: object) {
  const options = { method, headers: { origin: stage.origin }, ...(data ? { data } : {}) };
  const answer = await page.request.fetch(path, options);
  assert.ok(answer.ok(), await answer.text());
  return answer.json();
}

async function aForm(admin: Page, more: object = {}): Promise<string> {
  const { people } = await send(admin, "GET", "/api/people");
  const ray = people.find((one: { name: string }) => one.name === "Ray Rep").id;
  const { sources } = await send(admin, "GET", "/api/lead-origins");
  const sourceId = sources.find((one: { name: string }) => one.name === "Demo request").id;
  const { id } = await send(admin, "POST", "/api/forms", {
    ...{ name: "Demo form", title: "See it at work", lead: null, language: "en", button: null, thanks: null },
    ...{ redirectTo: null, receiver: { to: "person", personId: ray }, sourceId, campaignId: null, sites: [] },
    fields: [
      { key: "name", label: null, required: true },
      { key: "email", label: null, required: true },
      { key: "company", label: null, required: false },
      { key: "message", label: null, required: false },
    ],
    keepsFirst: false,
    ...more,
  });
  const { forms } = await send(admin, "GET", "/api/forms");
  return forms.find((one: { id: string }) => one.id === id).token;
}

async function fillIn(
  page: Pick<Page, "getByLabel">,
  who: { name: string; email: string; company: string; message: string },
) {
  await page.getByLabel("Name").fill(who.name);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Company").fill(who.company);
  await page.getByLabel("Message").fill(who.message);
}

/** As long as a person takes: quicker is held back. */
const typing = (page: Page) => page.waitForTimeout(3200);

test("a visitor's form becomes a lead, is called within its clock, converted with V and given back; id, timeline and source are kept", async () => {
  const admin = await signedIn(stage, "ada");
  await send(admin, "PUT", "/api/score-rules", {
    rules: [
      { label: "Asked for a demo", subject: "touches", question: "atLeast", value: "1", points: 30 },
      { label: null, subject: "mail", question: "business", value: null, points: 20 },
    ],
  });
  const token = await aForm(admin);
  const { page: visitor } = await stage.visitor();
  await visitor.goto(`/f/${token}?utm_source=google&utm_campaign=spring`);
  await assertAccessible(visitor);
  await visitor.getByRole("button", { name: "Send" }).click();
  await visitor.getByRole("alert").waitFor();
  await assertAccessible(visitor);
  const message = "We run 14 filling lines in two plants. Can we see it this week?";
  await fillIn(visitor, { name: "Elena Rossi", email: "elena@genco.example", company: "Genco Olive Oil", message });
  await typing(visitor);
  await visitor.getByRole("button", { name: "Send" }).click();
  await visitor.getByRole("heading", { name: "Thank you" }).waitFor();

  const ray = await signedIn(stage, "ray");
  await ray.goto("/");
  await ray
    .getByRole("link", { name: /^Leads/ })
    .first()
    .waitFor();
  await ray.keyboard.press("g");
  await ray.keyboard.press("l");
  await ray.getByRole("heading", { name: "New 1" }).waitFor();
  await ray.getByText("Reply within").waitFor();
  await ray.getByText("left of 1 h", { exact: false }).first().waitFor();
  const why = ray.getByRole("complementary", { name: "Lead" });
  await why.getByRole("heading", { name: /^Why 50/ }).waitFor();
  await why.getByText("Asked for a demo").waitFor();
  await why.getByText(message).waitFor();
  await why.getByText("google / spring").first().waitFor();
  await assertAccessible(ray);
  const [lead] = (await send(ray, "GET", "/api/leads")).rows;
  await ray.keyboard.press("l");
  await ray.getByRole("dialog").getByLabel("What it was about").fill("Shown around");
  await assertAccessible(ray);
  await ray.getByRole("button", { name: "Log the call" }).click();
  await ray.getByText("Call logged").waitFor();
  await ray.getByRole("link", { name: "Working 1" }).click();
  await ray.getByRole("heading", { name: "Working 1" }).waitFor();
  await ray.getByText("Answered").waitFor();

  await ray.keyboard.press("v");
  await ray.getByRole("dialog").getByLabel("Value").fill("12000");
  await assertAccessible(ray);
  await ray.getByRole("button", { name: "Make it a deal" }).click();
  await ray.waitForURL(`**/deals/${lead.id}`);
  await ray.getByText("made the lead a deal").waitFor();
  await ray.getByRole("heading", { name: "Cost to win" }).waitFor();
  await assertAccessible(ray);
  await ray.getByRole("button", { name: "Back to the leads" }).click();
  await ray.getByRole("dialog").getByLabel("Why").fill("No budget yet");
  await ray.getByRole("button", { name: "Give it back" }).click();
  await ray.waitForURL(`**/leads/${lead.id}`);
  await ray.getByText("gave it back to the leads: No budget yet").waitFor();
  await ray.getByText("Shown around").first().waitFor();
  await assertAccessible(ray);
  const back = await send(ray, "GET", `/api/leads/${lead.id}`);
  assert.deepEqual([back.state, back.source, back.contact], ["returned", "Demo request", "Elena Rossi"]);
  assert.deepEqual(back.firstTouch.utm, { source: "google", campaign: "spring" });
});

test("disqualified by D with a reason, a lead leaves the queue and comes back by undo", async () => {
  const ray = await signedIn(stage, "ray");
  await send(ray, "POST", "/api/leads", { name: "Opentech" });
  await ray.goto("/leads?queue=new");
  const row = ray.getByRole("button", { name: /Opentech/ });
  await row.click();
  await ray.keyboard.press("d");
  await ray.getByRole("button", { name: "No budget" }).click();
  await ray.getByRole("dialog").getByRole("button", { name: "Disqualify" }).click();
  await row.waitFor({ state: "detached" });
  await ray.getByRole("button", { name: "Undo" }).click();
  await row.waitFor();
});

test("without JavaScript, in Japanese, the form is sent too; and sent twice it is one lead", async () => {
  const admin = await signedIn(stage, "ada");
  const token = await aForm(admin, { language: "ja", title: "お問い合わせ", receiver: { to: "queue" } });
  const context = await (await stage.visitor()).context.browser()!.newContext({
    baseURL: stage.origin,
    javaScriptEnabled: false,
  });
  const visitor = await context.newPage();
  await visitor.goto(`/f/${token}`);
  assert.equal(await visitor.locator("html").getAttribute("lang"), "ja");
  await visitor.getByLabel("お名前").fill("森 陽斗");
  await visitor.getByLabel("メールアドレス").fill("mori@ganjaflex.example");
  await visitor.getByLabel("会社名").fill("ガンジャフレックス");
  await typing(visitor);
  const fields = await visitor
    .locator("form")
    .evaluate(() => "")
    .catch(() => "");
  assert.equal(fields, "");
  await visitor.getByRole("button", { name: "送信" }).click();
  await visitor.getByRole("heading", { name: "送信しました" }).waitFor();
  await visitor.goBack();
  await visitor.getByRole("button", { name: "送信" }).click();
  await visitor.getByRole("heading", { name: "送信しました" }).waitFor();
  await context.close();
  const ray = await signedIn(stage, "ray");
  const { rows } = await send(ray, "GET", "/api/leads?queue=untaken");
  assert.deepEqual(
    rows.map((one: { contact: string }) => one.contact),
    ["森 陽斗"],
  );
  await ray.goto("/leads?queue=untaken");
  await ray.getByRole("button", { name: "Take" }).click();
  await ray.getByText("is yours").waitFor();
});

test("one line on a company's page embeds the form, which sizes itself and brings the page's query along; no other page of ours may be framed", async () => {
  const admin = await signedIn(stage, "ada");
  const token = await aForm(admin, { receiver: { to: "queue" } });
  const html = `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><script src="${stage.origin}/f/${token}.js" async></script>`;
  const shop = http.createServer((_request, response) => response.setHeader("content-type", "text/html").end(html));
  await new Promise<void>((done) => shop.listen(0, "127.0.0.1", done));
  const address = shop.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { page } = await stage.visitor();
  await page.goto(`http://127.0.0.1:${port}/?utm_source=letter`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { name: "See it at work" }).waitFor();
  await page.waitForFunction("document.querySelector('iframe').style.height !== '600px'");
  await fillIn(frame as never, {
    ...{ name: "Nora Quinn", email: "nora@opentech.example", company: "Opentech", message: "Hello" },
  });
  await typing(page);
  await frame.getByRole("button", { name: "Send" }).click();
  await frame.getByRole("heading", { name: "Thank you" }).waitFor();
  const { rows } = await send(admin, "GET", "/api/leads?queue=untaken");
  const lead = rows.find((one: { contact: string }) => one.contact === "Nora Quinn");
  assert.equal(lead.lastTouch.utm.source, "letter");
  assert.equal(lead.lastTouch.url, `http://127.0.0.1:${port}/`);
  const app = await page.request.get(`${stage.origin}/`);
  assert.match(app.headers()["content-security-policy"] ?? "", /frame-ancestors 'none'/);
  shop.close();
});

test("in Japanese, in the dark and on a phone, the inbox, a lead, its sources and the forms hold no barrier, and no English", async () => {
  const admin = await signedIn(stage, "ada");
  await aForm(admin, { name: "お問い合わせ" });
  const mia = await signedIn(stage, "mia", { locale: "ja-JP" });
  await send(mia, "PUT", "/api/session/locale", { locale: "ja" });
  const { sources } = await send(admin, "GET", "/api/lead-origins");
  const sourceId = sources.find((one: { name: string }) => one.name === "Referral").id;
  const lead = await send(mia, "POST", "/api/leads", { name: "株式会社ホソカワ", sourceId, message: "資料をください" });
  await send(mia, "POST", "/api/touches", { dealId: lead.id, kind: "research", minutes: 25, costMinor: 1200 });
  await mia.goto("/leads");
  await mia.getByRole("heading", { name: "新規 1" }).waitFor();
  await mia.getByRole("complementary", { name: "リード" }).waitFor();
  await assertAccessible(mia);
  await mia.goto(`/leads/${lead.id}`);
  await mia.getByRole("heading", { name: "獲得にかかったもの" }).waitFor();
  await assertAccessible(mia);
  await mia.goto("/pipeline/sources");
  await mia.getByRole("button", { name: /12.*Referral/ }).click();
  const sheet = mia.getByRole("dialog", { name: "Referralの成果と獲得にかかったもの" });
  await sheet.getByRole("link", { name: "株式会社ホソカワ" }).waitFor();
  await sheet.getByText("25分").first().waitFor();
  await assertAccessible(mia);

  const dark = await signedIn(stage, "mia", { locale: "ja-JP", dark: true, width: 390, height: 844 });
  await dark.goto("/leads");
  await dark.getByRole("button", { name: /ホソカワ/ }).waitFor();
  await assertAccessible(dark);
  await dark.getByRole("button", { name: /ホソカワ/ }).click();
  await assertAccessible(dark);
  await dark.goto("/pipeline/sources");
  await dark.getByRole("button", { name: /12.*Referral/ }).click();
  await dark.getByRole("dialog").getByRole("link", { name: "株式会社ホソカワ" }).waitFor();
  await assertAccessible(dark);
  await send(admin, "PUT", "/api/session/locale", { locale: "ja" });
  await admin.goto("/settings/forms");
  await admin.getByRole("button", { name: "お問い合わせを編集" }).first().click();
  await assertAccessible(admin);
});

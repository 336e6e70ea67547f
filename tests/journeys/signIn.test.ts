import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { addLogin, insertPersons } from "#modules/people/server/public.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { assertAccessible, freshStage } from "../browser.ts";
import { codeOf, password } from "../door.ts";
import { openProvider, type RealProvider } from "../identityProvider.ts";

let provider: RealProvider;
const stage = freshStage({
  env: { OUTGOING_PRIVATE: "127.0.0.1" },
  fill: async ({ started, origin }) => {
    provider = await openProvider(`${origin}/sign-in/identity`);
    provider.accounts.set("rita", { sub: "rita", email: "rita@clinch.test", email_verified: true });
    const { ground } = started;
    const now = ground.clock.now();
    const workspace = { name: "MavenTech", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" };
    await ground.transact(async (tx) => {
      await createWorkspace(tx, workspace, now);
      for (const [name, admin] of [
        ["Ada", true],
        ["Ray", false],
        ["Rita", false],
        ["Jun", false],
      ] as const) {
        const bare = { email: null, title: null, joinedOn: null, leftOn: null };
        const [personId] = await insertPersons(tx, [{ name, ...bare }], now);
        const email = `${name.toLowerCase()}@clinch.test`;
        await addLogin(tx, { personId: personId!, name, email, password, admin });
      }
    });
  },
});
after(() => provider?.stop());

const sql = (text: string) => stage.started.ground.pool.query(text);

type Words = { email: string; password: string; signIn: string };
const english: Words = { email: "E-mail", password: "Password", signIn: "Sign in" };
const japanese: Words = { email: "メールアドレス", password: "パスワード", signIn: "ログイン" };

async function typePassword(page: Page, who: string, words = english): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(words.email).fill(`${who}@clinch.test`);
  await page.getByLabel(words.password).fill(password);
  await page.getByRole("button", { name: words.signIn, exact: true }).click();
}

const inside = (page: Page) =>
  page
    .getByRole("link", { name: /Settings|設定/ })
    .first()
    .waitFor();

/** A device with a fingerprint reader that always says yes. */
async function withAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("an authenticator app is set up with a picture, and from then on its code is asked for; a recovery code works too", async () => {
  const { page } = await stage.visitor();
  await typePassword(page, "ray");
  await inside(page);
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Present password").fill(password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = (await dialog.locator(".secret code").innerText()).replaceAll(" ", "");
  await assertAccessible(page);
  await dialog.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await dialog.locator(".codes code").first().waitFor();
  const codes = await dialog.locator(".codes code").allInnerTexts();
  assert.equal(codes.length, 10);
  await assertAccessible(page);
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("10 recovery codes are left").waitFor();
  await assertAccessible(page);

  await sql("update authenticators set last_step = 0");
  const other = (await stage.visitor()).page;
  await typePassword(other, "ray");
  await other.getByRole("heading", { name: "One more step" }).waitFor();
  await assertAccessible(other);
  await other.getByLabel("Code", { exact: true }).fill("000000");
  await other.getByText("This code is wrong, or was used already.").waitFor();
  const field = other.getByLabel("Code", { exact: true });
  assert.equal(await field.getAttribute("autocomplete"), "one-time-code");
  await field.fill(codeOf(secret).replace(/(...)/, "$1 "));
  await inside(other);

  const third = (await stage.visitor()).page;
  await typePassword(third, "ray");
  await third.getByRole("button", { name: "Use a recovery code" }).click();
  await third.getByLabel("Recovery code").fill(codes[0]!);
  await third.getByRole("button", { name: "Sign in", exact: true }).click();
  await inside(third);
});

test("a passkey is made in the settings, and signs in without a password or an address", async () => {
  const { page, context } = await stage.visitor();
  await withAuthenticator(context, page);
  await typePassword(page, "jun");
  await inside(page);
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("My laptop");
  await dialog.getByLabel("Present password").fill(password);
  await assertAccessible(page);
  await dialog.getByRole("button", { name: "Create passkey" }).click();
  await page.getByText("My laptop").waitFor();
  await assertAccessible(page);
  await page.request.post("/api/sign-out", { headers: { origin: stage.origin } });
  await page.goto("/sign-in");
  await assertAccessible(page);
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await inside(page);
  await page.goto("/settings/security");
  await page.getByText(/last used/).waitFor();
  await page.getByRole("button", { name: "More about My laptop" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByText("No passkey yet").waitFor();
  await page.request.post("/api/sign-out", { headers: { origin: stage.origin } });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with a passkey" }).click();
  await page.getByText("This passkey does not open anything here.").waitFor();
});

test("an admin sets the company's provider up, and a member signs in by it", async () => {
  const { page } = await stage.visitor();
  await typePassword(page, "ada");
  await inside(page);
  await page.goto("/settings/sign-in");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Issuer").fill("id.example.com");
  await page.getByLabel("Client ID").fill(provider.clientId);
  await page.getByLabel("Client secret").fill(provider.clientSecret);
  await page.getByLabel("Name on the button").fill("Okta");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Write the issuer as an https address").waitFor();
  assert.equal(await page.getByLabel("Client ID").inputValue(), provider.clientId, "what was typed stays");
  await page.getByLabel("Issuer").fill(provider.issuer);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Answers").waitFor();
  assert.equal(await page.getByLabel("Client secret").inputValue(), "");
  await assertAccessible(page);

  const member = (await stage.visitor()).page;
  await member.goto("/sign-in?to=/settings/security");
  provider.comes("rita");
  await member.getByRole("button", { name: "Continue with Okta" }).click();
  await member.getByText("Your sign-in is linked").waitFor();
  assert.equal(new URL(member.url()).search, "", "what the provider answered is gone from the address");
  await assertAccessible(member);
});

test("whoever owes a second factor is led to set one up, and is in with it", async () => {
  await sql("update workspace set second_factor = 'everybody'");
  const { page, context } = await stage.visitor();
  await withAuthenticator(context, page);
  await typePassword(page, "jun");
  await page.getByRole("heading", { name: "Secure your sign-in" }).waitFor();
  await page.goto("/deals");
  await page.getByRole("heading", { name: "Secure your sign-in" }).waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: /^Passkey/ }).click();
  await page.getByLabel("Present password").fill(password);
  await page.getByRole("button", { name: "Create passkey" }).click();
  await inside(page);
  await sql("update workspace set second_factor = 'off'");
});

test("a key is made for a program, shown once, and revoked", async () => {
  const { page } = await stage.visitor();
  await typePassword(page, "rita");
  await inside(page);
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Reports");
  await dialog.getByText("Everything that I may").click();
  await dialog.getByLabel("/api/deals").check();
  await dialog.getByLabel("Present password").fill(password);
  await assertAccessible(page);
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const key = await dialog.locator(".secret code").innerText();
  await assertAccessible(page);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  const headers = { authorization: `Bearer ${key}` };
  assert.equal((await fetch(`${stage.origin}/api/deals`, { headers })).status, 200);
  await page.getByText("read · deals").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("Revoked").waitFor();
  assert.equal((await fetch(`${stage.origin}/api/deals`, { headers })).status, 401);
});

test("all of it speaks Japanese, on a phone", async () => {
  const { page } = await stage.visitor({ locale: "ja-JP", width: 390, height: 844 });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "パスキーで続ける" }).waitFor();
  await page.getByRole("button", { name: "Oktaで続ける" }).waitFor();
  await assertAccessible(page);
  await typePassword(page, "ada", japanese);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  for (const [address, heading] of [
    ["/settings/security", "認証アプリ"],
    ["/settings/api-keys", "APIキー"],
    ["/settings/sign-in", "ログインの条件"],
  ] as const) {
    await page.goto(`${address}?lang=ja`);
    await page.getByRole("heading", { name: heading }).waitFor();
    await assertAccessible(page);
    const over = await page.evaluate(() => {
      const wide = [document.documentElement, ...document.querySelectorAll("main")];
      return Math.max(...wide.map((one) => one.scrollWidth - one.clientWidth));
    });
    assert.equal(over, 0, `${address} is too wide`);
  }
  const half = (await stage.visitor({ locale: "ja-JP", width: 390, height: 844 })).page;
  await typePassword(half, "ray", japanese);
  await half.getByRole("heading", { name: "確認コードの入力" }).waitFor();
  await assertAccessible(half);
});

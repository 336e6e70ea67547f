import assert from "node:assert/strict";
import { test } from "node:test";
import { setupPurpose } from "#modules/people/server/setUp.ts";
import { issueToken } from "#platform/auth/auth.ts";
import { assertAccessible, freshStage } from "../browser.ts";

const stage = freshStage();

test("the first admin is made by the link of the console, and signs in again after signing out", async () => {
  const { page } = await stage.visitor();
  await page.goto("/");
  await page.getByRole("heading", { name: "Open the link of the console" }).waitFor();
  const token = await issueToken(stage.started.ground.db, setupPurpose, null, 1);
  await page.goto(`/first-run?token=${token}`);
  await page.getByLabel("Name of the workspace").fill("MavenTech");
  await page.getByLabel("Name", { exact: true }).fill("Ada Admin");
  await page.getByLabel("E-mail").fill("ada@clinch.test");
  await page.getByLabel("Password").fill("short");
  await assertAccessible(page);
  await page.getByRole("button", { name: "Set up" }).click();
  await page.locator(".msg").waitFor();
  assert.equal(await page.getByLabel("Name of the workspace").inputValue(), "MavenTech", "what was typed stays");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.waitForURL("**/start");
  await page.goto("/settings");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await assertAccessible(page);
  await page.request.post("/api/sign-out", { headers: { origin: stage.origin } });
  await page.goto("/");
  await page.getByLabel("E-mail").fill("ada@clinch.test");
  await page.getByLabel("Password").fill("wrong horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The e-mail address or the password is wrong.").waitFor();
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/" || url.pathname === "/start");
});

test("the first run speaks Japanese to a Japanese browser", async () => {
  const { page } = await stage.visitor({ locale: "ja-JP", width: 390, height: 844 });
  await page.goto("/sign-in");
  await page.getByRole("heading", { name: "ログイン" }).waitFor();
  await assertAccessible(page);
});

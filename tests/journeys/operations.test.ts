import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { stuckQueue } from "#platform/jobs/jobs.ts";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, signedIn } from "../salesTeam.ts";

const undoing = "imports.undo";
const unknown = { id: "01900000-0000-7000-8000-000000000000" };

let mia: Page;
let ray: Page;
const stage = freshStage({ fill });

async function fill(there: Stage): Promise<void> {
  await makeSalesTeam(there);
  await there.started.ground.pool.query(`update "user" set admin = true where email = 'mia@clinch.test'`);
  mia = await signedIn(there, "mia");
  ray = await signedIn(there, "ray");
}

/** Work that can't be done: its data are not what the job reads, and one try is all it has. */
async function poison(): Promise<void> {
  await stage.started.ground.boss.send(undoing, { nonsense: true }, { retryLimit: 0 });
}

const lines = (page: Page) => page.getByRole("main").getByRole("listitem");
const settingsIn = (page: Page) => page.getByRole("complementary").getByRole("link", { name: /Settings|設定/ });

test("with nothing stuck, the page says so, and the rail holds no mark", async () => {
  await mia.goto("/settings/stuck");
  await mia.getByText("Nothing is stuck").waitFor();
  assert.equal(await mia.getByTitle(/stuck\./).count(), 0);
  await assertAccessible(mia);
});

test("a job that gave up shows on the open screen: marked in the rail, named in words, with its error", async () => {
  await mia.goto("/");
  await settingsIn(mia).waitFor();
  await poison();
  await settingsIn(mia).getByText("One thing is stuck.").waitFor();
  await assertAccessible(mia);
  await settingsIn(mia).click();
  await mia.getByRole("link", { name: "What is stuck" }).click();
  const line = lines(mia).filter({ hasText: "Undoing an import" });
  await line.getByText("gave up after one try").waitFor();
  await line.getByText(undoing).waitFor();
  await line.locator(".stuck-error").waitFor();
  await assertAccessible(mia);
});

test("Health puts first what must be mended and leads there; what is well is folded", async () => {
  await mia.goto("/settings/health");
  const bad = mia.getByRole("region", { name: "To mend now" });
  await bad.getByText("Deliveries and jobs").waitFor();
  assert.equal(await mia.getByText("Database", { exact: true }).isVisible(), false);
  await mia.getByText(/parts are well/).click();
  await mia.getByText("Database", { exact: true }).waitFor();
  await assertAccessible(mia);
  await mia.getByRole("button", { name: "Look again" }).click();
  await mia.getByRole("button", { name: "Look again" }).waitFor();
  await bad.getByRole("link", { name: "What is stuck" }).click();
  await mia.getByRole("heading", { name: "What is stuck" }).waitFor();
});

test("tried again with its cause unmended it is back; let go, it is asked about, and gone for good", async () => {
  await mia.goto("/settings/stuck");
  await mia.getByRole("button", { name: "Try again" }).click();
  await mia.getByText("One is tried again").waitFor();
  await mia.getByText("Undoing an import").waitFor();
  await mia.getByRole("button", { name: "Let go" }).click();
  const dialog = mia.getByRole("dialog", { name: "Let this go?" });
  await dialog.getByText("“Undoing an import” will not be done").waitFor();
  await assertAccessible(mia);
  await dialog.getByRole("button", { name: "Let go" }).click();
  await mia.getByText("Nothing is stuck").waitFor();
  await settingsIn(mia).getByText("One thing is stuck.").waitFor({ state: "detached" });
});

test("in Japanese, on a phone and in the dark, the same reads as Japanese", async () => {
  await stage.started.ground.boss.send(stuckQueue, unknown);
  await poison();
  const page = await signedIn(stage, "mia", { locale: "ja-JP", dark: true, width: 390 });
  await page.request.put("/api/session/locale", { data: { locale: "ja" }, headers: { origin: stage.origin } });
  await page.goto("/settings/stuck");
  const line = lines(page).filter({ hasText: "取り込みの取り消し" });
  await line.getByText("1回で停止").waitFor();
  await assertAccessible(page);
  assert.ok(await page.locator(".settings-nav [aria-current=page]").evaluate(isInSight), "its page is in sight");
  await line.getByRole("button", { name: "取りやめる" }).click();
  await page.getByRole("dialog").getByText("「取り込みの取り消し」は今後").waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Escape");
  await page.goto("/settings/health");
  await page.getByRole("region", { name: "要対応" }).getByText("自動処理").waitFor();
  await page.getByText(/正常な項目/).waitFor();
  await assertAccessible(page);
});

test("a rep sees none of it and is not even asked", async () => {
  const asked: string[] = [];
  ray.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await ray.goto("/settings");
  await ray.getByRole("link", { name: "Security" }).waitFor();
  assert.equal(await ray.getByRole("link", { name: "Health" }).count(), 0);
  assert.deepEqual(
    asked.filter((path) => path.startsWith("/api/health")),
    [],
  );
  assert.equal((await ray.request.get("/api/health/state")).status(), 403);
});

function isInSight(link: Element): boolean {
  const { left, right } = link.getBoundingClientRect();
  return left >= 0 && right <= innerWidth;
}

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { startOfDay } from "#lib/time.ts";
import { takeNight } from "#modules/forecast/server/takeNight.ts";
import { assertAccessible, freshStage } from "../browser.ts";
import { makeSalesTeam, signedIn } from "../salesTeam.ts";

const stage = freshStage({ clock: "2026-11-24T08:55:00Z", fill: makeSalesTeam });
let ids: Record<string, string> = {};

/** What was kept at the beginning of a day gone by. */
async function night(day: string): Promise<void> {
  const { ground } = stage.started;
  await takeNight({ ...ground, clock: { now: () => startOfDay(day, "UTC"), today: () => day } });
}

async function ask(page: Page, method: "post" | "patch" | "put", url: string, data: object): Promise<{ id: string }> {
  const answer = await page.request[method](url, { headers: { origin: stage.origin }, data });
  assert.ok(answer.ok(), `${url}: ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}

/** A quarter in full swing: some won, some open in its months, one put off, one late, one that waits for a decision. */
async function sellSome(ray: Page, mia: Page): Promise<void> {
  const open = async (name: string, minor: number, expectedCloseOn: string | null) => {
    const body = { name, value: { minor, currency: "USD" }, openedOn: "2026-10-05", expectedCloseOn };
    ids = { ...ids, [name]: (await ask(ray, "post", "/api/deals", body)).id };
  };
  await open("Konex terms", 31_000_00, "2026-12-10");
  await open("Hottechi rollout", 16_400_00, "2026-11-30");
  await open("Labdrill trial", 4_800_00, "2026-12-18");
  await open("Silis renewal", 10_900_00, "2026-11-12");
  await open("Umbrella seats", 9_600_00, "2026-12-20");
  await open("Betasoloin pilot", 22_000_00, "2027-02-10");
  await open("Won early", 40_000_00, "2026-11-20");
  await night("2026-11-17");
  await ask(ray, "post", `/api/deals/${ids["Won early"]}/win`, {});
  await ask(ray, "patch", `/api/deals/${ids["Umbrella seats"]}`, { expectedCloseOn: "2027-01-15" });
  await ask(ray, "patch", `/api/deals/${ids["Labdrill trial"]}`, { expectedCloseOn: "2026-12-28" });
  await ask(ray, "patch", `/api/deals/${ids["Konex terms"]}`, { value: { minor: 33_000_00, currency: "USD" } });
  await ask(ray, "put", `/api/deals/${ids["Konex terms"]}/decision`, {
    steps: [{ who: "Board", what: "Approves the budget", plannedOn: "2026-11-16" }],
  });
  const ray2 = (await (await ray.request.get("/api/session")).json()) as { person: { id: string } };
  await ask(mia, "put", "/api/quotas", {
    metric: "revenue_won",
    period: "2026-Q4",
    quotas: [{ owner: { kind: "person", person: ray2.person.id }, amount: 120_000_00, reason: "agreed" }],
  });
}

const open = async (page: Page, path: string, heading: RegExp) => {
  await page.goto(path);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
};

describe("the forecast and the meeting over it", { concurrency: false }, () => {
  test("Manager: will we reach Q4? Goal, pace, weighted, slipped; each number opens its deals", async () => {
    const ray = await signedIn(stage, "ray");
    const mia = await signedIn(stage, "mia");
    await sellSome(ray, mia);
    await open(mia, "/forecast?measure=weighted", /^Q4 2026: won and open come to .* short of \$120,000$/);
    await mia.getByText("Pace 0", { exact: false }).first().waitFor();
    await mia.getByText("won, 33% of $120,000").waitFor();
    await mia.getByRole("columnheader", { name: "By stage" }).first().waitFor();
    await assertAccessible(mia);
    for (const [name, rows] of [
      [/^Won so far/, ["Won early"]],
      [/^Open, by stage/, ["Konex terms", "Hottechi rollout", "Labdrill trial", "Silis renewal"]],
      [/^Slipped/, ["Labdrill trial"]],
      [/^Overdue/, ["Silis renewal"]],
    ] as const) {
      await open(mia, "/forecast?measure=weighted", /Q4 2026/);
      await mia.getByRole("link", { name }).click();
      await mia.waitForURL(/\/deals\?/);
      await mia
        .locator("tbody tr[data-row]")
        .nth(rows.length - 1)
        .waitFor();
      await mia.locator("tbody tr[data-row]").nth(rows.length).waitFor({ state: "detached" });
      for (const row of rows) await mia.getByRole("link", { name: row, exact: false }).first().waitFor();
    }
    await open(mia, "/forecast?measure=value&since=2026-11-17", /Q4 2026/);
    await mia.getByText("Slipped out").first().waitFor();
    await mia.getByText("$31,000 → $33,000", { exact: false }).waitFor();
  });

  test("the meeting is walked through by keys, and a decision taken there is a task on the deal at once", async () => {
    const ray = await signedIn(stage, "ray");
    await ray.goto(`/deals/${ids["Konex terms"]}`);
    await ray.getByRole("button", { name: "Ask for help" }).click();
    await ray.getByLabel("What do you need?").fill("Who knows their CFO?");
    await ray.getByRole("button", { name: "Ask for help" }).last().click();
    await ray.getByText("Who knows their CFO?").first().waitFor();
    const mia = await signedIn(stage, "mia");
    await open(mia, "/monday", /Q4 2026/);
    await mia.getByRole("heading", { name: /^The forecast moved by/ }).waitFor();
    await assertAccessible(mia);
    await mia.keyboard.press("j");
    await mia.getByRole("heading", { name: /^2 deals were put off/ }).waitFor();
    await mia.keyboard.press("k");
    await mia.keyboard.press("k");
    await mia.getByRole("heading", { name: "No decisions from last time" }).waitFor();
    await mia.getByRole("button", { name: /^Asks for help/ }).click();
    await mia.getByText("Who knows their CFO?").waitFor();
    await mia.getByRole("button", { name: "Decide on Konex terms" }).click();
    await mia.getByLabel("What", { exact: true }).fill("Introduce them to our CFO");
    await mia.getByLabel("Who", { exact: true }).selectOption({ label: "Ray Rep" });
    await mia.getByRole("button", { name: "Make it a task" }).click();
    await mia.getByRole("heading", { name: "One decision today" }).waitFor();
    await mia.getByLabel("What was said today").fill("Konex before all");
    await mia.getByLabel("What was said today").blur();
    await mia.getByText("Kept by date").waitFor();
    await ray.goto(`/deals/${ids["Konex terms"]}`);
    await ray.getByText("Introduce them to our CFO").first().waitFor();
    await open(ray, "/monday/company", /Q4 2026/);
    assert.equal(
      await ray.getByLabel("What was said today").count(),
      0,
      "who leads nobody keeps no notes of the company's",
    );
  });

  test("in Japanese, and on a phone, the forecast and the meeting are read as well", async () => {
    const mia = await signedIn(stage, "mia", { locale: "ja-JP", width: 390, height: 844 });
    await ask(mia, "put", "/api/session/locale", { locale: "ja" });
    await open(mia, "/forecast", /受注と進行中で/);
    await assertAccessible(mia);
    await open(mia, "/monday", /受注と進行中で/);
    await mia.getByRole("heading", { name: /着地見込みの変動/ }).waitFor();
    await assertAccessible(mia);
    const width = await mia.evaluate("document.documentElement.scrollWidth");
    assert.ok(Number(width) <= 390, `${width} px wide`);
  });
});

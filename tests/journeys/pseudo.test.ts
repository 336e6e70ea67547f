import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { root } from "../../src/boot.ts";
import { freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

let mia: Page;
let deal: string;
freshStage({ fill });

async function fill(stage: Stage): Promise<void> {
  await makeSalesTeam(stage);
  await stage.started.ground.pool.query(`update "user" set admin = true where email = 'mia@clinch.test'`);
  mia = await signedIn(stage, "mia");
  deal = await openDealAs(mia, stage, "4711", 100_000);
}

/** Every page of the settings, as an admin sees them. */
const settingsPages = fs
  .globSync("src/modules/*/web/screens.tsx", { cwd: root })
  .flatMap((file) => [...fs.readFileSync(path.join(root, file), "utf8").matchAll(/path: "(\/settings[^":]*)"/g)])
  .map(([, address = ""]) => address);

const pages = () => [
  "/",
  "/pipeline",
  "/deals",
  `/deals/${deal}`,
  "/contacts",
  "/organizations",
  "/goals",
  "/goals/quotas",
  "/import",
  ...settingsPages,
];

/** Words of three letters and more that no accent touched: the pseudo-language puts one on every vowel. Data has none of its own here. */
const untouched = `(() => {
  const shown = [...document.querySelectorAll("h1, h2, nav a, button, label, th, dt")].filter((one) => one.checkVisibility());
  return shown.map((one) => one.textContent.trim()).filter((text) => /[A-Za-z]{3,}/.test(text) && !/[^\\u0000-\\u00ff]|[À-ÿ]/.test(text));
})()`;

/** How far anything reaches beyond the window, or beyond the part that scrolls: what hides its overflow cuts it off instead. */
const beyond = `Math.max(
  document.documentElement.scrollWidth - window.innerWidth,
  ...[...document.querySelectorAll("main")].map((one) => one.scrollWidth - one.clientWidth),
)`;

/** Names of the company's own, and codes that every language writes alike. */
const data =
  /Mia|Ray|Rita|Olga|Otto|Ada|Prospecting|Engaging|Proposal|Negotiation|Ctrl|4711|Clinch|Test|English|USD|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/;

for (const width of [1440, 390]) {
  test(`at ${width} wide no page overflows when every sentence is half as long again, and none is written past the words`, async () => {
    await mia.setViewportSize({ width, height: 844 });
    const faults: string[] = [];
    for (const address of pages()) {
      await mia.goto(`${address}?lang=en-XA`);
      await mia.getByRole("heading").first().waitFor();
      await mia.waitForTimeout(400);
      const over = (await mia.evaluate(beyond)) as number;
      if (over > 0) faults.push(`${address} is ${over} px too wide`);
      for (const text of (await mia.evaluate(untouched)) as string[])
        if (!data.test(text)) faults.push(`${address} says "${text}"`);
    }
    assert.deepEqual([...new Set(faults)], []);
  });
}

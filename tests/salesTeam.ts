import type { Page } from "playwright-core";
import { addLogin, insertPersons, insertTeam, joinTeam } from "#modules/people/server/public.ts";
import { startPipeline } from "#modules/pipeline/server/public.ts";
import { createWorkspace } from "#platform/workspace.ts";
import type { Stage } from "./browser.ts";

const password = "correct horse battery";

/** Mia Manager leads Ray Rep; both may sign in. */
export async function makeSalesTeam(stage: Stage): Promise<void> {
  const { ground } = stage.started;
  await ground.transact(async (tx) => {
    const now = ground.clock.now();
    await createWorkspace(
      tx,
      { name: "Test", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" },
      now,
    );
    await startPipeline(tx, "en");
    const people = await insertPersons(
      tx,
      ["Mia Manager", "Ray Rep"].map((name) => ({ name, email: null, title: null, joinedOn: null, leftOn: null })),
      now,
    );
    const [mia, ray] = [people[0]!, people[1]!];
    const team = await insertTeam(tx, { name: null, parentId: null, leadId: mia }, now);
    await joinTeam(tx, team, [ray], null);
    await addLogin(tx, { personId: mia, name: "Mia Manager", email: "mia@clinch.test", password, admin: false });
    await addLogin(tx, { personId: ray, name: "Ray Rep", email: "ray@clinch.test", password, admin: false });
  });
}

/** A page of somebody who has just signed in. */
export async function signedIn(
  stage: Stage,
  who: string,
  options: Parameters<Stage["visitor"]>[0] = {},
): Promise<Page> {
  const { page } = await stage.visitor(options);
  const answer = await page.request.post("/api/sign-in", {
    headers: { origin: stage.origin },
    data: { email: `${who}@clinch.test`, password },
  });
  if (!answer.ok()) throw new Error(`${who} could not sign in: ${answer.status()}`);
  return page;
}

/** Opens a deal in the name of who looks at the page. */
export async function openDealAs(page: Page, stage: Stage, name: string, minor: number): Promise<string> {
  const answer = await page.request.post("/api/deals", {
    headers: { origin: stage.origin },
    data: { name, value: { minor, currency: "USD" } },
  });
  if (!answer.ok()) throw new Error(`${name} could not be opened: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

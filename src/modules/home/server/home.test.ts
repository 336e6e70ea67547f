import assert from "node:assert/strict";
import { test } from "node:test";
import { addActivityRoute } from "#modules/activities/api.ts";
import { openDealRoute } from "#modules/pipeline/api.ts";
import { setQuotasRoute } from "#modules/quotas/api.ts";
import { freshCompany } from "#tests/company.ts";
import { choosePlaceRoute, firstWeekRoute, placesRoute, putAwayRoute } from "../api.ts";

const company = freshCompany();

const shown = async () =>
  (await company.ask("rep", placesRoute, {})).body.flatMap((place) => (place.shown ? [place.name] : []));
const done = async () =>
  (await company.ask("rep", firstWeekRoute, {})).body.steps.flatMap((step) => (step.isDone ? [step.name] : []));

test("a place hides until there is something in it, unless an admin switches it on or off", async () => {
  assert.equal((await shown()).includes("calendar"), false);
  await company.ask("admin", choosePlaceRoute, { params: { name: "calendar" }, body: { shown: true } });
  assert.equal((await shown()).includes("calendar"), true);
  await company.ask("admin", choosePlaceRoute, { params: { name: "calendar" }, body: { shown: null } });
  assert.equal((await shown()).includes("calendar"), false);
  const { body: deal } = await company.ask("rep", openDealRoute, {
    body: { name: "First", value: { minor: 100, currency: "USD" } },
  });
  await company.ask("rep", addActivityRoute, {
    body: { kind: "call", subject: "Call back", dealId: deal.id, dueAt: "2018-01-10T15:00:00Z" },
  });
  assert.equal((await shown()).includes("calendar"), true);
  await company.ask("admin", choosePlaceRoute, { params: { name: "calendar" }, body: { shown: false } });
  assert.equal((await shown()).includes("calendar"), false);
  const unknown = await company.ask("admin", choosePlaceRoute, { params: { name: "nowhere" }, body: { shown: true } });
  assert.equal(unknown.code, "home.no_such_place");
});

test("the first week's steps are done when the data says so, and go for whoever puts them away", async () => {
  assert.deepEqual(await done(), ["steps"], "the one open deal has its next step");
  await company.ask("rep", openDealRoute, { body: { name: "Second", value: { minor: 100, currency: "USD" } } });
  assert.deepEqual(await done(), [], "half of them are not most of them");
  const quota = {
    owner: { kind: "person" as const, person: company.person("rep") },
    amount: 100,
    reason: "The first one",
  };
  const { status, code } = await company.ask("admin", setQuotasRoute, {
    body: { metric: "deals_won", period: "2018-Q1", quotas: [quota] },
  });
  assert.equal(status, 200, code ?? "");
  assert.deepEqual(await done(), ["quotas"]);
  await company.ask("rep", putAwayRoute, {});
  assert.equal((await company.ask("rep", firstWeekRoute, {})).body.isAway, true);
  assert.equal((await company.ask("teammate", firstWeekRoute, {})).body.isAway, false);
});

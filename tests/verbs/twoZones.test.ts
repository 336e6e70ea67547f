import assert from "node:assert/strict";
import { test } from "node:test";
import { figureRoute } from "#modules/metrics/api.ts";
import { dealRoute, dealsRoute, openDealRoute, winDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany } from "../company.ts";

/** 08:30 on 31 December in Tokyo, where the company is; still the 30th in New York. */
const company = freshCompany({
  clock: "2026-12-30T23:30:00Z",
  workspace: { currency: "JPY", zone: "Asia/Tokyo", locale: "ja", fiscalStart: 4 },
});

test("9. Tokyo user, New York manager, deal closed 31 December: same date and quarter; JPY without decimals", async () => {
  const opened = await company.ask("rep", openDealRoute, {
    body: { name: "年末の商談", value: { minor: 1_234_567, currency: "JPY" } },
  });
  const { id } = opened.body;
  assert.equal(opened.body.openedOn, "2026-12-31");
  await company.ask("rep", winDealRoute, { params: { id }, body: {} });
  for (const who of ["rep", "manager"] as const) {
    const seen = (await company.ask(who, dealRoute, { params: { id } })).body;
    assert.deepEqual([seen.closedOn, seen.value], ["2026-12-31", { minor: 1_234_567, currency: "JPY" }]);
    const quarter = { from: "2026-10-01", to: "2026-12-31" };
    const won = await company.ask(who, figureRoute, {
      params: { name: "revenue_won" },
      query: { ...quarter, person: company.person("rep") },
    });
    assert.equal(won.body.total, 1_234_567);
    const next = { closedFrom: "2027-01-01", closedTo: "2027-03-31" };
    assert.equal((await company.ask(who, dealsRoute, { query: next })).body.totals?.count, 0);
  }
});

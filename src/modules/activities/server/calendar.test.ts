import assert from "node:assert/strict";
import { test } from "node:test";
import { workspaceRoute } from "#modules/people/api.ts";
import { openDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import { allowed, everyone, visibilities } from "#tests/policyByHand.ts";
import { addActivityRoute, calendarRoute } from "../api.ts";

const company = freshCompany();
const days = { from: "2018-01-01", to: "2018-01-07" };

async function meetingOf(owner: Who) {
  const name = `Of ${owner}`;
  const deal = (await company.ask(owner, openDealRoute, { body: { name, value: { minor: 7, currency: "USD" } } })).body
    .id;
  const body = { kind: "meeting", subject: name, dealId: deal, dueAt: "2018-01-03T09:00:00.000Z" } as const;
  return (await company.ask(owner, addActivityRoute, { body })).body.id;
}

test("a calendar shows what of it one may read, and says how much more there is", async () => {
  const meetings = new Map<Who, string>();
  for (const owner of everyone) meetings.set(owner, await meetingOf(owner));
  for (const visibility of visibilities) {
    await company.ask("admin", workspaceRoute, { body: { visibility } });
    for (const who of everyone)
      for (const owner of everyone) {
        const query = { ...days, person: company.person(owner) };
        const { activities, hidden } = (await company.ask(who, calendarRoute, { query })).body;
        const mayRead = allowed("activity", "r", who, owner, visibility);
        const say = `${who} on ${owner}'s, visibility ${visibility}`;
        assert.deepEqual([activities.map(({ id }) => id), hidden], mayRead ? [[meetings.get(owner)], 0] : [[], 1], say);
      }
  }
});

test("a meeting stands on the calendar of whoever attends it, and of the whole team", async () => {
  const deal = (
    await company.ask("otherRep", openDealRoute, { body: { name: "X", value: { minor: 7, currency: "USD" } } })
  ).body.id;
  const body = { kind: "meeting", subject: "Joint", dealId: deal, dueAt: "2018-02-03T09:00:00.000Z" } as const;
  await company.ask("otherRep", addActivityRoute, { body: { ...body, people: [company.person("loner")] } });
  const february = { from: "2018-02-01", to: "2018-02-07" };
  const seen = async (who: Who, query: object) =>
    (await company.ask(who, calendarRoute, { query: { ...february, ...query } })).body.activities.map(
      ({ subject }) => subject,
    );
  assert.deepEqual(await seen("loner", {}), ["Joint"]);
  assert.deepEqual(await seen("otherManager", { team: company.team("otherManager") }), ["Joint"]);
});

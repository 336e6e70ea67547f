import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionsOf, readFilter } from "#lib/filter.ts";
import { dealListAddress } from "./dealListAddress.ts";
import { standingOf } from "./decision.ts";
import { presentAddress } from "./oldDealLinks.ts";
import { filledFields, isRequirable, missingFields } from "./required.ts";
import { rotting } from "./rotting.ts";
import { stageLike } from "./stage.ts";

const present = { today: "2026-11-25", zone: "Asia/Tokyo" };
const touched = (lastTouchAt: string, rotDays: number | null = 10) =>
  rotting({ status: "open", lastTouchAt, rotDays }, present);

test("a deal rots once nobody touched it for longer than its stage allows, by the workspace's days", () => {
  assert.equal(touched("2026-11-15T02:00:00Z"), null);
  assert.deepEqual(touched("2026-11-13T16:00:00Z"), { days: 11, limit: 10 });
  assert.equal(touched("2026-11-14T16:00:00Z"), null); // the 15th already in Tokyo
  assert.equal(touched("2020-01-01T00:00:00Z", null), null);
});

test("what a stage asks for and a deal lacks is named, custom fields too", () => {
  const filled = filledFields({
    ...{ organizationId: "o", ownerId: null, value: { minor: 0 }, expectedCloseOn: null, lines: [], rankId: null },
    ...{ contacts: 1, decisionSteps: 0 },
  });
  assert.deepEqual(missingFields(["organization", "value", "contact", "custom:budget", "value"], filled), [
    "value",
    "custom:budget",
  ]);
  assert.deepEqual([isRequirable("custom:budget"), isRequirable("lines"), isRequirable("colour")], [true, true, false]);
});

test("a deal that changes its pipeline goes to the stage of the same name, else to the one as far along", () => {
  const own = [{ name: "New" }, { name: "Proposal" }, { name: "Contract" }];
  const other = [{ name: "First" }, { name: "proposal" }];
  assert.deepEqual(stageLike({ name: "Proposal" }, own, other), { name: "proposal" });
  assert.deepEqual(stageLike({ name: "Contract" }, own, other), { name: "proposal" });
  assert.deepEqual(stageLike({ name: "New" }, own, other), { name: "First" });
});

test("a step of the customer's decision is late once its day is past, and done however late it was", () => {
  const steps = [
    { plannedOn: "2026-11-01", doneOn: "2026-11-10" },
    { plannedOn: "2026-11-24", doneOn: null },
    { plannedOn: "2026-11-25", doneOn: null },
  ];
  assert.deepEqual(standingOf(steps, present.today), ["done", "late", "later"]);
});

test("a link to deals of before goes on to the list's present address, whose filter says the same", () => {
  const [id, other] = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"];
  const asked = (query: string) => {
    const address = presentAddress(new URLSearchParams(query), present.today);
    const params = new URL(address ?? "", "http://localhost/").searchParams;
    return [
      ...conditionsOf(readFilter(params.get("filter") ?? "")).map(({ field, is, value }) => [field, is, value ?? null]),
      ...[params.get("q"), params.get("sort"), params.get("order")].filter((text) => text !== null),
    ];
  };
  assert.deepEqual(asked("status=open&noNextStep=1&sort=idle&order=asc"), [
    ["status", "anyOf", ["open"]],
    ["nextStep", "empty", null],
    ["ownerId", "anyOf", ["me"]],
    ...["idle", "desc"],
  ]);
  assert.deepEqual(asked(`owner=${id}&status=open`), [
    ["status", "anyOf", ["open"]],
    ["ownerId", "anyOf", [id]],
  ]);
  assert.deepEqual(asked(`team=${id}&contact=${other}&q=dock&sort=stage&order=desc`), [
    ["ownerId", "anyOf", [`team:${id}`]],
    ["contactId", "anyOf", [other]],
    ...["dock", "stageId", "desc"],
  ]);
  assert.deepEqual(asked("view=team&valueFrom=100&closedFrom=2026-11-01&idleDays=3"), [
    ["value", "atLeast", 100],
    ["closedOn", "after", "2026-10-31"],
    ["idle", "atLeast", 3],
    ["ownerId", "anyOf", ["myTeam"]],
  ]);
  for (const address of [
    "",
    "view=team",
    "q=dock",
    "view=all&filter=%7B%22all%22%3A%5B%5D%7D&status=open",
    "status=lots",
  ])
    assert.equal(presentAddress(new URLSearchParams(address), present.today), null, address);
});

test("a number's deals are asked of the list by a filter that the list can read", () => {
  const filter = {
    reached: "a",
    reachedToo: "b",
    openedFrom: "2026-01-01",
    openedTo: "2026-11-25",
    overdue: "1",
  } as const;
  const address = new URL(dealListAddress(filter, { today: present.today, whose: "mine" }), "http://localhost");
  const asked = conditionsOf(readFilter(address.searchParams.get("filter") ?? ""));
  assert.deepEqual(
    asked.map(({ field, is, value }) => [field, is, value]),
    [
      ["status", "anyOf", ["open"]],
      ["reached", "anyOf", ["a"]],
      ["reached", "anyOf", ["b"]],
      ["openedOn", "between", ["2026-01-01", "2026-11-25"]],
      ["expectedCloseOn", "before", "2026-11-25"],
      ["ownerId", "anyOf", ["me"]],
    ],
  );
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { addDays, daysBetween } from "#lib/time.ts";
import { generateSample } from "./generateSample.ts";
import { shownPeople } from "./sampleWords.ts";

const bytes = (name: string) => readFileSync(join(import.meta.dirname, `${name}.csv`));
const files = {
  accounts: bytes("accounts"),
  products: bytes("products"),
  salesTeams: bytes("sales_teams"),
  salesPipeline: bytes("sales_pipeline"),
};
const today = "2026-11-24";
const company = generateSample(files, { seed: "clinch", today });
const closing = company.deals.flatMap((deal) => (deal.state === "open" ? [] : [deal.closedOn])).sort();

test("the sample company is the data set with four SDRs more", () => {
  const { deals, organizations, products, persons, teams, offices } = company;
  assert.deepEqual(
    [deals.length, organizations.length, products.length, persons.length, teams.length, offices.length],
    [8800, 85, 7, 45, 6, 3],
  );
  const won = deals.filter((deal) => deal.state === "won");
  assert.deepEqual([won.length, won.reduce((sum, deal) => sum + deal.value.minor, 0)], [4238, 10_005_534_00]);
});

test("the last closing day is yesterday or up to six days before, on its own weekday", () => {
  for (let later = 0; later < 14; later++) {
    const now = addDays(today, later);
    const { movedDays } = generateSample({ ...files }, { seed: "clinch", today: now });
    const gap = daysBetween(addDays("2017-12-31", movedDays), now);
    assert.ok(gap >= 1 && gap <= 7, `${gap} days before ${now}`);
    assert.equal(movedDays % 7, 0);
    if (later > 7) break;
  }
  assert.equal(closing.at(-1), addDays("2017-12-31", company.movedDays));
  assert.equal(generateSample(files, { seed: "clinch", today: "2018-01-02" }).movedDays, 0);
});

test("the same seed and day give the same company, another seed other contacts", () => {
  assert.deepEqual(generateSample(files, { seed: "clinch", today }), company);
  const other = generateSample(files, { seed: "other", today });
  assert.notDeepEqual(other.contacts, company.contacts);
  assert.deepEqual(
    other.deals.map(({ value }) => value),
    company.deals.map(({ value }) => value),
  );
});

test("contacts: two to four an organization, each with a mail of its own that reaches nobody", () => {
  const counts = Map.groupBy(company.contacts, ({ organization }) => organization?.name);
  assert.equal(counts.size, 85);
  for (const [, people] of counts) assert.ok(people.length >= 2 && people.length <= 4);
  assert.equal(new Set(company.contacts.map(({ email }) => email)).size, company.contacts.length);
  assert.equal(new Set(company.contacts.map(({ key }) => key)).size, company.contacts.length);
  for (const { email, phone } of company.contacts) {
    assert.match(email, /^[a-z.-]+@[a-z0-9]+\.example$/);
    if (phone) assert.match(phone, /^\+1-\d{3}-555-01\d\d$/);
  }
  const phones = company.contacts.flatMap(({ phone }) => phone ?? []);
  assert.equal(new Set(phones).size, phones.length);
});

test("Japanese contacts have a reading", () => {
  const read = company.contacts.filter(({ reading }) => reading);
  assert.ok(read.length > 0);
  for (const { reading } of read) assert.match(reading ?? "", /^[ァ-ヴー]+ [ァ-ヴー]+$/);
});

test("a move lies within its deal's life, and each deal with a day has one", () => {
  const deals = new Map(company.deals.map((deal) => [deal.key, deal]));
  assert.equal(company.moves.length, 8300);
  for (const { dealKey, at } of company.moves) {
    const deal = deals.get(dealKey);
    assert.ok(deal?.openedOn && at.day >= deal.openedOn && at.day < today, dealKey);
    assert.ok(deal.state === "open" || at.day <= deal.closedOn, dealKey);
  }
});

test("only tasks not done and meetings lie ahead, and what was done lies within the deal's life", () => {
  const deals = new Map(company.deals.map((deal) => [deal.key, deal]));
  for (const activity of company.activities) {
    const deal = deals.get(activity.dealKey);
    assert.equal(activity.person, deal?.owner.name);
    assert.ok(activity.at.minute >= 540 && activity.at.minute < 18 * 60);
    if (activity.at.day >= today) assert.equal(activity.kind, "meeting");
    else if (activity.kind !== "task" && deal?.openedOn) assert.ok(activity.at.day >= deal.openedOn, activity.key);
    if (deal && deal.state !== "open") assert.ok(activity.at.day <= deal.closedOn, activity.key);
  }
});

test("today has something for those who sell, and not too much", () => {
  const { activities, deals } = company;
  const open = deals.filter((deal) => deal.state === "open");
  const owners = new Set(open.map(({ owner }) => owner.name));
  const dueSoon = activities.filter((activity) => activity.kind === "task" && activity.dueOn <= addDays(today, 7));
  const busy = new Set(dueSoon.map(({ person }) => person));
  assert.ok(busy.size >= owners.size * 0.8, `${busy.size} of ${owners.size} have a task`);
  assert.ok(activities.length > 1000 && activities.length < 6000, String(activities.length));
});

test("SDRs own no deal; mail addresses of people are their own", () => {
  const sdrs = company.persons.filter(({ role }) => role === "sdr").map(({ name }) => name);
  assert.equal(sdrs.length, 4);
  assert.ok(company.deals.every(({ owner }) => !sdrs.includes(owner.name)));
  assert.equal(new Set(company.persons.map(({ email }) => email)).size, 45);
});

test("leads came in, were answered and went on in this order, all before today, or minutes ago", () => {
  const contacts = new Set([...company.contacts, ...company.prospectContacts].map(({ key }) => key));
  const moment = ({ day, minute }: { day: string; minute: number }) => `${day} ${String(minute).padStart(4, "0")}`;
  for (const { key, came, steps, contactKey } of company.leads) {
    const times = [...("day" in came ? [came] : []), ...steps.map(({ at }) => at)].map(moment);
    assert.deepEqual(times, times.toSorted(), key);
    assert.ok(
      times.every((time) => time < today),
      key,
    );
    assert.ok(contactKey === null || contacts.has(contactKey), key);
    if (!("day" in came)) assert.ok(came.minutesAgo > 0 && steps.length === 0, key);
  }
});

test("there are leads that are nobody's, the shown rep's, the team's and others', in every state; deals that began as leads keep all else", () => {
  const inbox = company.leads.filter(({ dealKey }) => dealKey === null);
  const begun = company.leads.filter(({ dealKey }) => dealKey !== null);
  assert.deepEqual([inbox.length, begun.length], [32, 22]);
  assert.equal(inbox.filter(({ owner }) => owner === null).length, 5);
  assert.equal(inbox.filter(({ owner }) => owner === shownPeople.rep).length, 9);
  assert.equal(new Set(company.leads.map(({ source }) => source)).size, 5);
  const reasons = inbox.flatMap(({ steps }) => steps.flatMap((step) => ("reason" in step ? step.reason : [])));
  assert.equal(reasons.length, 5);
  const deals = new Map(company.deals.map((deal) => [deal.key, deal]));
  for (const { dealKey, steps } of begun)
    assert.equal(steps.at(-1)?.at.day, deals.get(dealKey ?? "")?.openedOn, "qualified on the day that it opened");
  assert.equal(new Set(begun.map(({ dealKey }) => dealKey)).size, 22);
});

test("no prospect is a company of the set, and no telephone number is two people's", () => {
  const known = new Set(company.organizations.map(({ name }) => name));
  assert.equal(new Set(company.prospects.map(({ name }) => name)).size, company.prospects.length);
  assert.ok(company.prospects.every(({ name, website }) => !known.has(name) && website?.endsWith(".example")));
  const phones = [...company.contacts, ...company.prospectContacts].flatMap(({ phone }) => phone ?? []);
  assert.equal(new Set(phones).size, phones.length);
});

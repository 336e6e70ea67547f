import type { Random } from "#lib/random.ts";
import { addDays, type CivilDate, daysBetween, weekday } from "#lib/time.ts";
import type { SampleActivity, SampleDeal, SampleMoment } from "./sampleCompany.ts";

const liveDays = 90;
const closedDeals = 300;

const callNotes = [
  "Asked for a quote with delivery by the end of the month.",
  "Comparing us with their present supplier; price is not the point, lead time is.",
  "Wants the numbers for two sites rather than one.",
  "Budget is approved, waiting for the signature of finance.",
  "Will talk to the team on Thursday and come back to us.",
];
const mailSubjects = [
  "Quote as discussed",
  "Answers to your questions",
  "Delivery times",
  "Terms of the support plan",
  "Next steps",
];
const meetingTitles = [
  "First conversation",
  "Demo",
  "Technical questions",
  "Going through the quote",
  "Meeting with finance",
];
const notes = [
  "Decision is made by two: IT picks, finance signs.",
  "Present contract runs out next quarter.",
  "Likes to be called in the morning.",
  "Asked for a reference from the same industry.",
];
const tasks = [
  "Send the quote",
  "Call back",
  "Ask for the order",
  "Send two references",
  "Agree the next meeting",
  "Check stock and delivery",
];

type Base = Pick<SampleActivity, "dealKey" | "person" | "contactKey">;
type Own = { chance: Random; base: Base; today: CivilDate };
type WithoutKey<T> = T extends unknown ? Omit<T, "key"> : never;
type Made = WithoutKey<SampleActivity>;

/**
 * What was done on the deals that are looked at: all open ones of the last 90 days, two in five of those not opened yet,
 * and the 300 closed last. Open ones also get what is ahead: tasks due from two days ago to two weeks on, and meetings.
 */
export function generateActivities(deals: readonly SampleDeal[], today: CivilDate, chance: Random): SampleActivity[] {
  const activities: SampleActivity[] = [];
  for (const deal of livelyDeals(deals, today, chance)) {
    const base: Base = { dealKey: deal.key, person: deal.owner.name, contactKey: deal.contactKey };
    const own: Own = { chance: chance.fork(deal.key), base, today };
    const last = deal.state === "open" ? addDays(today, -1) : deal.closedOn;
    const done = deal.openedOn ? doneOn(deal, deal.openedOn, last, own) : [];
    const ahead = deal.state === "open" ? aheadOf(own) : [];
    for (const [at, made] of [...done, ...ahead].entries()) activities.push({ ...made, key: `${deal.key}-${at + 1}` });
  }
  return activities;
}

function livelyDeals(deals: readonly SampleDeal[], today: CivilDate, chance: Random): SampleDeal[] {
  const since = addDays(today, -liveDays);
  const open = deals.filter(
    (deal) =>
      deal.state === "open" && (deal.openedOn ? deal.openedOn >= since : chance.fork(`pick ${deal.key}`).chance(0.4)),
  );
  const closed = deals.flatMap((deal) => (deal.state === "open" ? [] : [{ deal, closedOn: deal.closedOn }]));
  closed.sort((a, b) =>
    a.closedOn === b.closedOn ? compare(a.deal.key, b.deal.key) : compare(b.closedOn, a.closedOn),
  );
  return [...open, ...closed.slice(0, closedDeals).map(({ deal }) => deal)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two to four things within the deal's life, in the order of time. */
function doneOn(deal: SampleDeal, from: CivilDate, to: CivilDate, own: Own): Made[] {
  const life = Math.max(0, daysBetween(from, to));
  const count = Math.min(own.chance.between(2, 4), life + 1);
  const days = Array.from({ length: count }, () => addDays(from, own.chance.between(0, life))).map((day) =>
    workday(day, from),
  );
  return days.sort(compare).map((day, at) => doneAt(momentOn(day, own.chance, at), deal, own));
}

function doneAt(at: SampleMoment, deal: SampleDeal, { chance, base }: Own): Made {
  const kind = deal.contactKey
    ? chance.pick(["call", "call", "mail", "mail", "meeting", "note"] as const)
    : chance.pick(["call", "note"] as const);
  if (kind === "mail")
    return { ...base, kind, at, direction: chance.chance(0.6) ? "out" : "in", subject: chance.pick(mailSubjects) };
  if (kind === "meeting")
    return { ...base, kind, at, lengthMinutes: chance.pick([30, 45, 60]), title: chance.pick(meetingTitles) };
  if (kind === "note") return { ...base, kind, at, text: chance.pick(notes) };
  const outcome = chance.pick(["reached", "reached", "voicemail", "no_answer"] as const);
  if (outcome !== "reached") return { ...base, kind, at, lengthMinutes: 1, outcome, note: "" };
  return { ...base, kind, at, lengthMinutes: chance.between(4, 25), outcome, note: chance.pick(callNotes) };
}

/** Three in four open deals have a task, one in eight a meeting; the others lack a next step, as they do in life. */
function aheadOf({ chance, base, today }: Own): Made[] {
  const made: Made[] = [];
  if (chance.chance(0.75)) {
    const dueOn = workday(addDays(today, chance.between(-2, 14)), addDays(today, -4));
    const at = momentOn(workday(addDays(today, -chance.between(3, 7)), addDays(today, -12)), chance, 0);
    made.push({ ...base, kind: "task", at, title: chance.pick(tasks), dueOn, doneOn: null });
  }
  if (base.contactKey && chance.chance(0.125)) {
    const day = nextWorkday(addDays(today, chance.between(0, 10)));
    made.push({
      ...base,
      kind: "meeting",
      at: momentOn(day, chance, 0),
      lengthMinutes: chance.pick([30, 45]),
      title: chance.pick(meetingTitles),
    });
  }
  return made;
}

/** Quarters of an hour between nine and five; later ones of a day later in it. */
function momentOn(day: CivilDate, chance: Random, at: number): SampleMoment {
  return { day, minute: 9 * 60 + at * 120 + chance.between(0, 6) * 15 };
}

/** The day itself, or on a weekend the Friday before, unless that is before `notBefore`. */
function workday(day: CivilDate, notBefore: CivilDate): CivilDate {
  const friday = addDays(day, Math.min(0, 5 - weekday(day)));
  return friday < notBefore ? day : friday;
}

function nextWorkday(day: CivilDate): CivilDate {
  return weekday(day) > 5 ? addDays(day, 8 - weekday(day)) : day;
}

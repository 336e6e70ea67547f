// Leads of the sample: those in the inbox today, and those that some of its deals once were.
import type { Random } from "#lib/random.ts";
import { addDays, type CivilDate, weekday } from "#lib/time.ts";
import type { OrganizationRecord } from "../record.ts";
import type {
  SampleCampaign,
  SampleContact,
  SampleDeal,
  SampleLead,
  SampleLeadStep,
  SampleMoment,
  SamplePerson,
  SampleSource,
  SampleTouch,
  SampleWhen,
} from "./sampleCompany.ts";
import { callNotes, campaigns, lostInterest, mailSubjects, messages, returnReasons } from "./sampleLeads.ts";
import { shownPeople } from "./sampleWords.ts";

type Course = "just_now" | "late" | "working" | "awaiting_reply" | "meeting_booked" | "returned" | "disqualified";
type Holder = "nobody" | "rep" | "team" | "others";

/** Who has a lead in the inbox, how it went so far, and where it came from. */
const inbox: readonly (readonly [Holder, Course, SampleSource])[] = [
  ["nobody", "just_now", "demo"],
  ["nobody", "just_now", "form"],
  ["nobody", "just_now", "referral"],
  ["nobody", "late", "form"],
  ["nobody", "late", "fair"],
  ["rep", "just_now", "demo"],
  ["rep", "just_now", "form"],
  ["rep", "late", "demo"],
  ["rep", "working", "referral"],
  ["rep", "working", "outbound"],
  ["rep", "awaiting_reply", "form"],
  ["rep", "awaiting_reply", "fair"],
  ["rep", "meeting_booked", "demo"],
  ["rep", "returned", "fair"],
  ["team", "just_now", "form"],
  ["team", "late", "demo"],
  ["team", "working", "outbound"],
  ["team", "working", "fair"],
  ["team", "awaiting_reply", "referral"],
  ["team", "meeting_booked", "form"],
  ["team", "disqualified", "form"],
  ["others", "just_now", "demo"],
  ["others", "just_now", "fair"],
  ["others", "late", "form"],
  ["others", "working", "outbound"],
  ["others", "working", "demo"],
  ["others", "awaiting_reply", "outbound"],
  ["others", "awaiting_reply", "form"],
  ["others", "meeting_booked", "referral"],
  ["others", "disqualified", "demo"],
  ["others", "disqualified", "form"],
  ["others", "disqualified", "outbound"],
];

/** How long ago one came in that is still in time, in minutes; the targets are those of a new workspace's sources. */
const freshMinutes: Record<SampleSource, readonly [number, number]> = {
  ...{ demo: [4, 40], form: [15, 190], referral: [20, 180], fair: [60, 420], outbound: [20, 300] },
};
/** How many working days ago one came in whose target has gone by since. */
const lateWorkdays: Record<SampleSource, number> = { demo: 1, form: 2, referral: 2, fair: 3, outbound: 2 };
/** How many working days before today the others came in: enough for all that happened since. */
const workdaysAgo: Record<Exclude<Course, "just_now" | "late">, readonly [number, number]> = {
  ...{ working: [3, 9], awaiting_reply: [3, 7], meeting_booked: [4, 9], returned: [6, 8] },
  disqualified: [6, 20],
};

export type Company = {
  persons: readonly SamplePerson[];
  deals: readonly SampleDeal[];
  prospects: readonly OrganizationRecord[];
  contacts: readonly SampleContact[];
};

export function generateCampaigns(today: CivilDate): SampleCampaign[] {
  return campaigns.map(({ from, to, ...campaign }) => ({
    ...campaign,
    fromOn: addDays(today, from),
    toOn: to === null ? null : addDays(today, to),
  }));
}

export function generateLeads(company: Company, today: CivilDate, chance: Random): SampleLead[] {
  const asked = { today, campaigns: generateCampaigns(today) };
  const inInbox = inbox.map((slot, at) =>
    inboxLead(company, slot, at, { ...asked, chance: chance.fork(`inbox ${at}`) }),
  );
  const begun = begunDeals(company, today, chance.fork("begun")).map((deal, at) =>
    dealsLead(company, deal, at, { ...asked, chance: chance.fork(deal.key) }),
  );
  return [...inInbox, ...begun];
}

type Asked = { today: CivilDate; campaigns: readonly SampleCampaign[]; chance: Random };

function inboxLead(
  { persons, prospects, contacts }: Company,
  [holder, course, source]: (typeof inbox)[number],
  at: number,
  { today, campaigns: all, chance }: Asked,
): SampleLead {
  const owner = ownerOf(holder, persons, chance);
  const organization = prospects[at % prospects.length]!.name;
  const there = contacts.filter((one) => one.organization?.name === organization);
  const contact = there[Math.floor(at / prospects.length)] ?? there[0]!;
  const came: SampleWhen =
    course === "just_now"
      ? { minutesAgo: chance.between(...freshMinutes[source]) }
      : momentOn(
          workdaysBefore(today, course === "late" ? lateWorkdays[source] : chance.between(...workdaysAgo[course])),
          chance,
        );
  const campaign = campaignAt("day" in came ? came.day : today, source, all, chance);
  const steps = "day" in came && owner ? stepsOf(course, came, { owner, source, chance }) : [];
  const message = chance.pick(messages[source]);
  return {
    ...{ key: `lead-${at + 1}`, dealKey: null, owner, organization, contactKey: contact.key, source, campaign, came },
    ...{ message, steps, touches: touchesOf(source, came, { owner, message, chance }) },
    meeting: course === "meeting_booked" ? momentOn(workdayAfter(addDays(today, chance.between(0, 4))), chance) : null,
  };
}

/** Deals of the last months that came in as leads: some won, some lost, some open; half of them the shown team's. */
function begunDeals({ deals, persons }: Company, today: CivilDate, chance: Random): SampleDeal[] {
  const team = new Set(persons.filter(({ manager }) => manager === shownPeople.manager).map(({ name }) => name));
  const of = (state: SampleDeal["state"], days: number, count: number) => {
    const since = addDays(today, -days);
    const all = deals.filter((one) => one.state === state && one.organization && one.openedOn && one.openedOn >= since);
    const [theirs, others] = [true, false].map((isTeams) =>
      all.filter(({ owner }) => team.has(owner.name) === isTeams),
    );
    return [
      ...chance.fork(`${state} of the team`).draw(theirs!, count / 2),
      ...chance.fork(state).draw(others!, count / 2),
    ];
  };
  return [...of("won", 140, 12), ...of("lost", 140, 4), ...of("open", 200, 6)];
}

const sourcesOfDeals: readonly SampleSource[] = ["demo", "form", "referral", "fair", "outbound", "demo"];

/** It came in some days before its opening, was answered by the team's SDR if there is one, and qualified on the day it opened. */
function dealsLead(
  { persons }: Company,
  deal: SampleDeal,
  at: number,
  { campaigns: all, today, chance }: Asked,
): SampleLead {
  const openedOn = deal.openedOn ?? today;
  const source = sourcesOfDeals[at % sourcesOfDeals.length]!;
  const manager = persons.find(({ name }) => name === deal.owner.name)?.manager;
  const owner = persons.find((one) => one.role === "sdr" && one.manager === manager)?.name ?? deal.owner.name;
  const came = momentOn(workdayBefore(addDays(openedOn, -chance.between(4, 12))), chance);
  const message = chance.pick(messages[source]);
  const responded = answer("call", came, { owner, source, chance });
  const qualified: SampleLeadStep = { what: "qualified", at: { day: openedOn, minute: chance.between(540, 600) } };
  return {
    ...{ key: `lead-of-${deal.key}`, dealKey: deal.key, owner, organization: deal.organization?.name ?? "" },
    ...{ contactKey: deal.contactKey, source, came, message, meeting: null, steps: [responded, qualified] },
    campaign: campaignAt(came.day, source, all, chance),
    touches: touchesOf(source, came, { owner, message, chance }),
  };
}

function ownerOf(holder: Holder, persons: readonly SamplePerson[], chance: Random): string | null {
  if (holder === "nobody") return null;
  if (holder === "rep") return shownPeople.rep;
  const isTeams = ({ manager }: SamplePerson) => (manager === shownPeople.manager) === (holder === "team");
  const sellers = persons.filter(({ role, name }) => role !== "manager" && name !== shownPeople.rep).filter(isTeams);
  const sdrs = sellers.filter(({ role }) => role === "sdr");
  return chance.pick(sdrs.length > 0 && chance.chance(0.6) ? sdrs : sellers).name;
}

/** The campaign that ran when it came in, or had ended within three weeks; one in five came by themselves. */
function campaignAt(
  day: CivilDate,
  source: SampleSource,
  all: readonly SampleCampaign[],
  chance: Random,
): string | null {
  const found = all.find(
    (one) => one.source === source && one.fromOn <= day && (one.toOn === null || day <= addDays(one.toOn, 21)),
  );
  return found && chance.chance(0.8) ? found.name : null;
}

type Answering = { owner: string; source: SampleSource; chance: Random };

function stepsOf(course: Course, came: SampleMoment, answering: Answering): SampleLeadStep[] {
  if (course === "just_now" || course === "late") return [];
  const { chance } = answering;
  const first = answer(course === "awaiting_reply" ? "mail" : "call", came, answering);
  const next = (days: number): SampleMoment => {
    let { day } = first.at;
    for (let gone = 0; gone < days; gone++) day = workdayAfter(day);
    return momentOn(day, chance);
  };
  if (course === "disqualified")
    return [first, { what: "disqualified", at: next(2), reason: chance.pick(lostInterest) }];
  if (course === "returned")
    return [
      first,
      { what: "qualified", at: next(1) },
      { what: "returned", at: next(3), reason: chance.pick(returnReasons) },
    ];
  return [first];
}

/** Most first answers come within the target of the source, one in five after it. */
function answer(kind: "call" | "mail", came: SampleMoment, { owner, source, chance }: Answering): Answered {
  const [, most] = freshMinutes[source];
  const minutes = chance.chance(0.8) ? chance.between(5, most) : chance.between(most, 2 * most);
  const said =
    kind === "call"
      ? { kind, lengthMinutes: chance.between(5, 22), text: chance.pick(callNotes) }
      : { kind, lengthMinutes: null, text: chance.pick(mailSubjects) };
  return { what: "responded", at: later(came, Math.min(minutes, closes - opens)), by: owner, ...said };
}
type Answered = Extract<SampleLeadStep, { what: "responded" }>;

type Touching = { owner: string | null; message: string; chance: Random };

/** What brought it: a click that was paid for, a form, a talk at a stand, time spent on research. */
function touchesOf(source: SampleSource, came: SampleWhen, { owner, message, chance }: Touching): SampleTouch[] {
  const none = { person: null, minutes: null, costMinor: null };
  const form: SampleTouch = {
    ...none,
    kind: "form",
    at: came,
    note: source === "demo" ? "Demo request" : "Contact form",
  };
  switch (source) {
    case "demo":
      return [
        { ...none, kind: "ad", at: before(came, 6), costMinor: chance.between(210, 640), note: "Search ad" },
        form,
      ];
    case "form":
      return [form];
    case "referral":
      return [{ ...none, kind: "other", at: came, note: message }];
    case "fair":
      return [{ ...none, kind: "event", at: came, person: owner, minutes: chance.between(8, 25), note: message }];
    case "outbound":
      return [
        {
          ...none,
          kind: "research",
          at: before(came, 35),
          person: owner,
          minutes: chance.between(12, 30),
          note: message,
        },
      ];
  }
}

const opens = 9 * 60;
const closes = 18 * 60;

function momentOn(day: CivilDate, chance: Random): SampleMoment {
  return { day, minute: chance.between(opens + 45, closes - 60) };
}

/** So many minutes later, on the next working day where the day is over. */
function later({ day, minute }: SampleMoment, minutes: number): SampleMoment {
  const at = minute + minutes;
  return at < closes ? { day, minute: at } : { day: workdayAfter(day), minute: opens + Math.min(at - closes, 400) };
}

function before(when: SampleWhen, minutes: number): SampleWhen {
  return "day" in when ? { ...when, minute: when.minute - minutes } : { minutesAgo: when.minutesAgo + minutes };
}

function workdayAfter(day: CivilDate): CivilDate {
  return addDays(day, weekday(day) >= 5 ? 8 - weekday(day) : 1);
}

/** The day itself, or the Friday before. */
function workdayBefore(day: CivilDate): CivilDate {
  return addDays(day, Math.min(0, 5 - weekday(day)));
}

function workdaysBefore(today: CivilDate, count: number): CivilDate {
  let day = today;
  for (let gone = 0; gone < count; gone++) day = workdayBefore(addDays(day, -1));
  return day;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "#lib/route.ts";
import { addActivityRoute } from "#modules/activities/api.ts";
import {
  addContactRoleRoute,
  addContactRoute,
  addOrganizationRoute,
  mergeContactsRoute,
} from "#modules/contacts/api.ts";
import { addLeadRoute, addTouchRoute } from "#modules/leads/api.ts";
import { bulkRoute, listCountRoute, listRowsRoute, undoBulkRoute } from "#modules/lists/api.ts";
import { workspaceRoute } from "#modules/people/api.ts";
import { absencesRoute, addAbsenceRoute, transferRoute } from "#modules/people/comingAndGoing.ts";
import { openDealRoute, pipelinesRoute } from "#modules/pipeline/api.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import { searchRoute } from "#modules/search/api.ts";
import { trashRoute } from "#modules/trash/api.ts";
import { freshCompany, names, type Who } from "../company.ts";
import { everyRow } from "../everyRow.ts";
import {
  allowed,
  allowedAbout,
  everyone,
  expected,
  type OwnedEntity,
  type Visibility,
  visibilities,
} from "../policyByHand.ts";

/** Longer than other tests: it is a table over every route there is. A new route fails the first test until it has its line. */
const company = freshCompany();
type Ids = Record<"deal" | "contact" | "organization" | "task", string> & { trashed: Record<OwnedEntity, string> };
const owned = new Map<Who, Ids>();
let stages: string[];

type Asked = { params?: object; query?: object; body?: object };
type Step = [method: string, url: string, body?: object];
type OnRecord = {
  /** Whose permissions decide, and which verb the route is. */
  entity: OwnedEntity;
  verb: "r" | "w" | "d";
  ask: (ids: Ids, owner: Who) => Asked;
  ok?: number;
  /** What lies in the trash is seen by whoever may take it out. */
  seenBy?: "d";
  /** What an admin does before. */
  prepare?: (ids: Ids) => Step;
  /** What an admin does after it went well, so that the next one finds the same. */
  undo?: (ids: Ids) => Step;
  /** What an admin does after a refusal. */
  cleanup?: (ids: Ids) => Step;
};
/** What concerns a person, whom everybody sees by name: whose permissions decide, and what is told to others. */
type OnPerson = {
  want: (who: Who, owner: Who) => number;
  askOf: (owner: Who) => Asked;
  /** What an admin does before. */
  before?: (owner: Who) => Promise<void>;
  /** Makes it as it was before, once it went well. */
  putBack?: (owner: Who, body: never) => Promise<void>;
};
type Line =
  | OnRecord
  /** Rows of what may be read, and of nothing else: equal to filtering by the policy. */
  | { list: OwnedEntity; query?: object; ids: (body: never) => string[]; count?: (body: never) => number | undefined }
  /** A list of several kinds, with a test of its own below. */
  | "looked through"
  /** About one person's figures. */
  | { about: "quota" | "metric-figure"; ask: (ids: Ids, owner: Who) => Asked }
  | OnPerson
  /** Each member's own affair, or everybody's: who asks is all that is looked at. Tested beside the verbs. */
  | "mine"
  | "everybody's";

const by = (id: string): Asked => ({ params: { id } });
const rowIds = (body: { rows: { id: string }[] }) => body.rows.map((row) => row.id);
const year = { from: "2018-01-01", to: "2018-12-31" };
const win = ({ deal }: Ids): Step => ["POST", `/api/deals/${deal}/win`, {}];
const reopen = ({ deal }: Ids): Step => ["POST", `/api/deals/${deal}/reopen`];

/** Work passes on by whoever may change it; nobody here covers anybody. */
const passing = (who: Who, owner: Who) => (allowed("deal", "w", who, owner, "owner") ? 200 : 403);
const onAbsence = (verb: "w" | "d") => (who: Who, owner: Who) => {
  if (!allowedAbout("absence", "r", who, owner)) return 404;
  return allowedAbout("absence", verb, who, owner) ? 200 : 403;
};
const absences = new Map<Who, string>();
const transfers = new Map<Who, string>();
const ofPerson = (owner: Who): Asked => ({ params: { id: company.person(owner) } });
const takerFrom = (owner: Who): Who => (owner === "admin" ? "manager" : "admin");

async function sayAway(owner: Who): Promise<void> {
  const span = { fromOn: "2018-03-01", toOn: "2018-03-02" };
  const body = { personId: company.person(owner), ...span, kind: "vacation", coverId: null } as const;
  const { body: absence } = await company.ask("admin", addAbsenceRoute, { body });
  absences.set(owner, absence.id);
}

async function handOver(owner: Who): Promise<void> {
  const body = { takers: { contact: company.person(takerFrom(owner)) } };
  const { body: transfer } = await company.ask("admin", transferRoute, {
    params: { id: company.person(owner) },
    body,
  });
  transfers.set(owner, transfer.id!);
}

const contactRoles = new Map<Who, string>();
const twins = new Map<Who, { contact: string; organization: string }>();
const merges = new Map<Who, string>();

async function giveRole(owner: Who): Promise<void> {
  const { contact, organization } = owned.get(owner)!;
  const body = { organizationId: organization as never };
  const { roles } = (await company.ask("admin", addContactRoleRoute, { params: { id: contact as never }, body })).body;
  contactRoles.set(owner, roles[0]!.id);
}

/** A second contact and a second organization of the same owner. */
async function giveTwins(owner: Who): Promise<void> {
  const body = { name: "Twin", ownerId: company.person(owner) };
  const contact = (await company.ask("admin", addContactRoute, { body })).body.id;
  const organization = (await company.ask("admin", addOrganizationRoute, { body })).body.id;
  twins.set(owner, { contact, organization });
}

async function mergeTwins(owner: Who): Promise<void> {
  const params = { id: owned.get(owner)!.contact as never };
  const body = { absorbed: twins.get(owner)!.contact as never, take: {} };
  merges.set(owner, (await company.ask("admin", mergeContactsRoute, { params, body })).body.mergeId);
}

const leads = new Map<Who, string>();
const touches = new Map<Who, string>();

async function giveLead(owner: Who): Promise<void> {
  const body = { name: "A lead", ownerId: company.person(owner) };
  leads.set(owner, (await company.ask("admin", addLeadRoute, { body })).body.id);
}

async function giveGivenUp(owner: Who): Promise<void> {
  await giveLead(owner);
  await asAdmin("POST", `/api/leads/${leads.get(owner)}/disqualify`, { reason: "no" });
}

async function giveQualified(owner: Who): Promise<void> {
  await giveLead(owner);
  await asAdmin("POST", `/api/leads/${leads.get(owner)}/qualify`, {});
}

async function giveTouch(owner: Who): Promise<void> {
  await giveLead(owner);
  const body = { dealId: leads.get(owner)! as never, kind: "ad" as const };
  touches.set(owner, (await company.ask("admin", addTouchRoute, { body })).body.id);
}

/** A route on a lead of its own; a new one is made after it went well. */
function onLead(verb: "r" | "w" | "d", askOf: (id: string) => Asked): OnPerson {
  return {
    before: giveLead,
    want: (who, owner) => expected("lead", verb, who, owner, "all"),
    askOf: (owner) => askOf(leads.get(owner)!),
    putBack: giveLead,
  };
}

const lines: Record<string, Line> = {
  session: "mine",
  signOut: "mine",
  changePassword: "mine",
  sessions: "mine",
  endSession: "mine",
  changeMyLanguage: "mine",
  security: "mine",
  startAuthenticator: "mine",
  confirmAuthenticator: "mine",
  newRecoveryCodes: "mine",
  removeAuthenticator: "mine",
  askForNewPasskey: "mine",
  addPasskey: "mine",
  renamePasskey: "mine",
  removePasskey: "mine",
  unlinkIdentity: "mine",
  apiKeys: "mine",
  makeApiKey: "mine",
  revokeApiKey: "mine",
  people: "everybody's",
  workingCalendar: "everybody's",
  metrics: "everybody's",
  pipelines: "everybody's",

  organizations: { list: "organization", ids: rowIds, count: (body: { count: number }) => body.count },
  organization: { entity: "organization", verb: "r", ask: (ids) => by(ids.organization) },
  addOrganization: "everybody's",
  changeOrganization: {
    entity: "organization",
    verb: "w",
    ask: (ids) => ({ ...by(ids.organization), body: { industry: "retail" } }),
  },
  deleteOrganization: {
    entity: "organization",
    verb: "d",
    ask: (ids) => by(ids.organization),
    undo: (ids) => ["POST", `/api/organizations/${ids.organization}/restore`],
  },
  restoreOrganization: {
    entity: "organization",
    verb: "d",
    ask: (ids) => by(ids.trashed.organization),
    seenBy: "d",
    undo: (ids) => ["DELETE", `/api/organizations/${ids.trashed.organization}`],
  },

  contacts: { list: "contact", ids: rowIds, count: (body: { count: number }) => body.count },
  contact: { entity: "contact", verb: "r", ask: (ids) => by(ids.contact) },
  addContact: "everybody's",
  changeContact: { entity: "contact", verb: "w", ask: (ids) => ({ ...by(ids.contact), body: { title: "CFO" } }) },
  deleteContact: {
    entity: "contact",
    verb: "d",
    ask: (ids) => by(ids.contact),
    undo: (ids) => ["POST", `/api/contacts/${ids.contact}/restore`],
  },
  restoreContact: {
    entity: "contact",
    verb: "d",
    ask: (ids) => by(ids.trashed.contact),
    seenBy: "d",
    undo: (ids) => ["DELETE", `/api/contacts/${ids.trashed.contact}`],
  },

  organizationPeople: { entity: "organization", verb: "r", ask: (ids) => by(ids.organization) },
  organizationDuplicates: { entity: "organization", verb: "r", ask: (ids) => by(ids.organization) },
  organizationMerges: { entity: "organization", verb: "r", ask: (ids) => by(ids.organization) },
  contactDuplicates: { entity: "contact", verb: "r", ask: (ids) => by(ids.contact) },
  contactMerges: { entity: "contact", verb: "r", ask: (ids) => by(ids.contact) },
  moveContact: {
    entity: "contact",
    verb: "w",
    ask: (ids) => ({ ...by(ids.contact), body: { organizationId: ids.organization } }),
    undo: (ids) => ["PATCH", `/api/contacts/${ids.contact}`, { organizationId: null }],
  },
  addContactRole: {
    entity: "contact",
    verb: "w",
    ok: 201,
    ask: (ids) => ({ ...by(ids.contact), body: { organizationId: ids.organization } }),
    undo: (ids) => ["PATCH", `/api/contacts/${ids.contact}`, { organizationId: null }],
  },
  changeContactRole: {
    before: (owner) => giveRole(owner),
    want: (who, owner) => expected("contact", "w", who, owner, "all"),
    askOf: (owner) => ({
      params: { id: owned.get(owner)!.contact, role: contactRoles.get(owner) },
      body: { title: "CFO" },
    }),
  },
  deleteContactRole: {
    before: (owner) => giveRole(owner),
    want: (who, owner) => expected("contact", "w", who, owner, "all"),
    askOf: (owner) => ({ params: { id: owned.get(owner)!.contact, role: contactRoles.get(owner) } }),
    putBack: (owner) => giveRole(owner),
  },
  // Asked with what may not be read, they leave it out: contacts/server/duplicates.test.ts.
  duplicateHints: "everybody's",
  duplicates: "everybody's",
  tellApart: {
    before: (owner) => giveTwins(owner),
    want: (who, owner) => expected("contact", "w", who, owner, "all"),
    askOf: (owner) => ({ body: { kind: "contact", one: owned.get(owner)!.contact, other: twins.get(owner)!.contact } }),
  },
  contactMergePreview: {
    before: (owner) => giveTwins(owner),
    want: (who, owner) => expected("contact", "w", who, owner, "all"),
    askOf: (owner) => ({ params: { id: owned.get(owner)!.contact, absorbed: twins.get(owner)!.contact } }),
  },
  organizationMergePreview: {
    before: (owner) => giveTwins(owner),
    want: (who, owner) => expected("organization", "w", who, owner, "all"),
    askOf: (owner) => ({ params: { id: owned.get(owner)!.organization, absorbed: twins.get(owner)!.organization } }),
  },
  mergeContacts: {
    before: (owner) => giveTwins(owner),
    want: (who, owner) => expected("contact", "w", who, owner, "all"),
    askOf: (owner) => ({ ...by(owned.get(owner)!.contact), body: { absorbed: twins.get(owner)!.contact } }),
    putBack: (_owner, { mergeId }: { mergeId: string }) => asAdmin("POST", `/api/merges/${mergeId}/undo`),
  },
  mergeOrganizations: {
    before: (owner) => giveTwins(owner),
    want: (who, owner) => expected("organization", "w", who, owner, "all"),
    askOf: (owner) => ({ ...by(owned.get(owner)!.organization), body: { absorbed: twins.get(owner)!.organization } }),
    putBack: (_owner, { mergeId }: { mergeId: string }) => asAdmin("POST", `/api/merges/${mergeId}/undo`),
  },
  undoMerge: {
    before: async (owner) => {
      await giveTwins(owner);
      await mergeTwins(owner);
    },
    want: (who, owner) => expected("contact", "w", who, owner, "all"),
    askOf: (owner) => ({ params: { id: merges.get(owner) } }),
    putBack: (owner) => mergeTwins(owner),
  },

  deals: {
    list: "deal",
    ids: rowIds,
    count: (body: { totals: { count: number } | null }) => body.totals?.count,
  },
  board: {
    list: "deal",
    ids: (body: { stages: { cards: { id: string }[] }[] }) =>
      body.stages.flatMap(({ cards }) => cards.map((card) => card.id)),
  },
  boardCards: "everybody's",
  deal: { entity: "deal", verb: "r", ask: (ids) => by(ids.deal) },
  openDeal: "everybody's",
  changeDeal: {
    entity: "deal",
    verb: "w",
    ask: (ids) => ({ ...by(ids.deal), body: { value: { minor: 7, currency: "USD" } } }),
  },
  moveDeal: { entity: "deal", verb: "w", ask: (ids) => ({ ...by(ids.deal), body: { stageId: stages[1]! } }) },
  putDealContact: {
    entity: "deal",
    verb: "w",
    ask: (ids) => ({ params: { id: ids.deal, contact: ids.contact }, body: {} }),
    undo: (ids) => ["DELETE", `/api/deals/${ids.deal}/contacts/${ids.contact}`],
  },
  removeDealContact: {
    entity: "deal",
    verb: "w",
    ask: (ids) => ({ params: { id: ids.deal, contact: ids.contact } }),
    prepare: (ids) => ["PUT", `/api/deals/${ids.deal}/contacts/${ids.contact}`, {}],
  },
  setDecision: {
    entity: "deal",
    verb: "w",
    ask: (ids) => ({ ...by(ids.deal), body: { steps: [{ who: "Board", what: "Approves" }] } }),
  },
  // Leads by their own policy, with what is nobody's: leads/server/leads.test.ts.
  leads: "everybody's",
  addLead: "everybody's",
  leadOrigins: "everybody's",
  scoreRules: "everybody's",
  sourceFigures: "everybody's",
  sourceRecords: "everybody's",
  lead: onLead("r", (id) => by(id)),
  changeLead: onLead("w", (id) => ({ ...by(id), body: { message: "again" } })),
  takeLead: {
    before: giveLead,
    want: (who, owner) => {
      const may = expected("lead", "w", who, owner, "all");
      return may === 200 && who !== owner ? 409 : may;
    },
    askOf: (owner) => by(leads.get(owner)!),
  },
  disqualifyLead: onLead("w", (id) => ({ ...by(id), body: { reason: "no" } })),
  takeUpLead: {
    before: giveGivenUp,
    want: (who, owner) => expected("lead", "w", who, owner, "all"),
    askOf: (owner) => by(leads.get(owner)!),
    putBack: giveGivenUp,
  },
  qualifyLead: onLead("w", (id) => ({ ...by(id), body: {} })),
  deleteLead: onLead("d", (id) => by(id)),
  returnDeal: {
    before: giveQualified,
    want: (who, owner) => expected("deal", "w", who, owner, "all"),
    askOf: (owner) => ({ ...by(leads.get(owner)!), body: { reason: "not yet" } }),
    putBack: giveQualified,
  },
  effort: onLead("r", (id) => ({ query: { record: "deal", id } })),
  addTouch: {
    ...onLead("w", (id) => ({ body: { dealId: id, kind: "ad" } })),
    want: (who, owner) => expected("lead", "w", who, owner, "all", 201),
  },
  deleteTouch: {
    before: giveTouch,
    want: (who, owner) => expected("lead", "w", who, owner, "all"),
    askOf: (owner) => ({ params: { id: touches.get(owner) } }),
    putBack: giveTouch,
  },
  contactDeals: { entity: "contact", verb: "r", ask: (ids) => by(ids.contact) },
  pipelineFigures: "everybody's",
  winDeal: { entity: "deal", verb: "w", ask: (ids) => ({ ...by(ids.deal), body: {} }), undo: reopen },
  loseDeal: {
    entity: "deal",
    verb: "w",
    ask: (ids) => ({ ...by(ids.deal), body: { reasonText: "price" } }),
    undo: reopen,
  },
  reopenDeal: {
    entity: "deal",
    verb: "w",
    ask: (ids) => by(ids.deal),
    prepare: win,
    cleanup: reopen,
  },
  deleteDeal: {
    entity: "deal",
    verb: "d",
    ask: (ids) => by(ids.deal),
    undo: (ids) => ["POST", `/api/deals/${ids.deal}/restore`],
  },
  restoreDeal: {
    entity: "deal",
    verb: "d",
    ask: (ids) => by(ids.trashed.deal),
    undo: (ids) => ["DELETE", `/api/deals/${ids.trashed.deal}`],
  },

  timeline: { entity: "deal", verb: "r", ask: (ids) => ({ query: { record: "deal", id: ids.deal } }) },
  addActivity: {
    entity: "deal",
    verb: "r",
    ok: 201,
    ask: (ids) => ({ body: { kind: "note", subject: "Seen", dealId: ids.deal } }),
  },
  changeActivity: { entity: "activity", verb: "w", ask: (ids) => ({ ...by(ids.task), body: { subject: "Call" } }) },
  deleteActivity: {
    entity: "activity",
    verb: "d",
    ask: (ids) => by(ids.task),
    undo: (ids) => ["POST", `/api/activities/${ids.task}/restore`],
  },
  restoreActivity: {
    entity: "activity",
    verb: "d",
    ask: (ids) => by(ids.trashed.activity),
    undo: (ids) => ["DELETE", `/api/activities/${ids.trashed.activity}`],
  },
  due: "mine",
  activity: { entity: "activity", verb: "r", ask: (ids) => by(ids.task) },
  calendar: "looked through", // activities/server/calendar.test.ts
  activityKinds: "everybody's",
  followers: { entity: "deal", verb: "r", ask: (ids) => ({ query: { record: "deal", id: ids.deal } }) },
  follow: { entity: "deal", verb: "r", ask: (ids) => ({ body: { record: "deal", id: ids.deal, following: true } }) },
  mentionCheck: {
    entity: "deal",
    verb: "r",
    ask: (ids) => ({ query: { record: "deal", id: ids.deal, people: company.person("admin") } }),
  },
  files: { entity: "deal", verb: "r", ask: (ids) => ({ query: { record: "deal", id: ids.deal } }) },
  // Bytes go up and come down: activities/server/files.test.ts holds them to the deal's permissions.
  attachFile: "looked through",
  file: "looked through",
  deleteFile: "looked through",
  restoreFile: "looked through",
  notifications: "mine",
  readNotifications: "mine",
  notificationChoices: "mine",
  chooseNotifications: "mine",

  figure: {
    about: "metric-figure",
    ask: (_ids, owner) => ({ params: { name: "revenue_won" }, query: { ...year, person: company.person(owner) } }),
  },
  figureRecords: {
    about: "metric-figure",
    ask: (_ids, owner) => ({ params: { name: "revenue_won" }, query: { ...year, person: company.person(owner) } }),
  },
  progress: {
    about: "metric-figure",
    ask: (_ids, owner) => ({ query: { metric: "revenue_won", period: "2018-Q1", person: company.person(owner) } }),
  },
  forecast: {
    about: "metric-figure",
    ask: (_ids, owner) => ({ query: { period: "2018-Q1", person: company.person(owner) } }),
  },
  // A one-to-one is its two sides', those above and the admins': whose figures one may read here, with the team board off.
  monday: { about: "metric-figure", ask: (_ids, owner) => ({ query: { person: company.person(owner) } }) },
  keepMeetingNotes: {
    want: (who, owner) => (allowedAbout("metric-figure", "r", who, owner) ? 200 : 404),
    askOf: (owner) => ({ body: { person: company.person(owner), notes: "Said" } }),
  },
  decideInMeeting: {
    want: (who, owner) => {
      if (!allowedAbout("metric-figure", "r", who, owner)) return 404;
      return 201;
    },
    askOf: (owner) => ({
      body: {
        ...{ person: company.person(owner), what: "Call", ownerId: company.person(owner) },
        ...{ dueOn: "2018-01-05", dealId: owned.get(owner)!.deal },
      },
    }),
  },
  dealHelp: { entity: "deal", verb: "r", ask: (ids) => by(ids.deal) },
  askHelp: {
    entity: "deal",
    verb: "w",
    ok: 201,
    ask: (ids) => ({ ...by(ids.deal), body: { words: "How?" } }),
    undo: (ids) => ["POST", `/api/deals/${ids.deal}/help/answer`, { answer: "So" }],
  },
  // Whoever was asked answers too: forecast/server/forecast.test.ts.
  answerHelp: {
    before: (owner) => asAdmin("POST", `/api/deals/${owned.get(owner)!.deal}/help`, { words: "How?" }),
    want: (who, owner) => expected("deal", "w", who, owner, "all"),
    askOf: (owner) => ({ ...by(owned.get(owner)!.deal), body: { answer: "So" } }),
    putBack: (owner) => asAdmin("POST", `/api/deals/${owned.get(owner)!.deal}/help`, { words: "How?" }),
  },
  dealQuotes: { entity: "deal", verb: "r", ask: (ids) => by(ids.deal) },
  // Issued only of a deal with products, and downloaded by whoever reads it: pipeline/server/quotes.test.ts.
  issueQuote: "looked through",
  quotePdf: "looked through",
  quoteSettings: "everybody's",

  quotaPlan: "mine",
  quotas: "mine",
  setQuotas: "mine",
  withdrawQuota: "mine",

  imports: "mine",
  uploadImport: "mine",
  import: "mine",
  setImportMapping: "mine",
  importPlan: "mine",
  importRows: "mine",
  importProblems: "mine",
  startImport: "mine",
  undoImport: "mine",
  importKept: "mine",
  dropImport: "mine",
  forgetImportMapping: "mine",
  starts: "everybody's",
  searchOpened: "mine",
  places: "everybody's",
  firstWeek: "mine",
  putFirstWeekAway: "mine",
  changes: "looked through",

  fields: "everybody's",
  list: "everybody's",
  // Of every list, with its counts, its files and its changes of many: a test of its own below.
  listRows: "looked through",
  listCount: "looked through",
  listFile: "looked through",
  changeMany: "looked through",
  bulkChange: "mine",
  undoBulkChange: "mine",
  views: "mine",
  addView: "mine",
  changeView: "mine",
  deleteView: "mine",
  shares: { entity: "deal", verb: "r", ask: (ids) => ({ params: { kind: "deal", id: ids.deal } }) },
  share: {
    entity: "deal",
    verb: "d",
    ask: (ids) => ({ params: { kind: "deal", id: ids.deal }, body: { personId: company.person("loner") } }),
    undo: (ids) => ["DELETE", `/api/shares/deal/${ids.deal}/${company.person("loner")}`],
  },
  endShare: {
    entity: "deal",
    verb: "d",
    ask: (ids) => ({ params: { kind: "deal", id: ids.deal, person: company.person("admin") } }),
  },
  trash: "looked through",
  restoreFromTrash: {
    entity: "deal",
    verb: "d",
    ask: (ids) => ({ params: { kind: "deal", id: ids.trashed.deal } }),
    undo: (ids) => ["DELETE", `/api/deals/${ids.trashed.deal}`],
  },
  absences: "looked through",
  addAbsence: {
    want: (who, owner) => (allowedAbout("absence", "w", who, owner) ? 201 : 403),
    askOf: (owner) => ({
      body: {
        ...{ personId: company.person(owner), fromOn: "2018-04-02", toOn: "2018-04-03" },
        ...{ kind: "sick", coverId: null },
      },
    }),
    putBack: (_owner, { id }: { id: string }) => asAdmin("DELETE", `/api/absences/${id}`),
  },
  changeAbsence: {
    want: onAbsence("w"),
    askOf: (owner) => ({ params: { id: absences.get(owner) }, body: { kind: "other" } }),
  },
  deleteAbsence: {
    want: onAbsence("d"),
    askOf: (owner) => ({ params: { id: absences.get(owner) } }),
    putBack: sayAway,
  },
  transferPreview: { want: passing, askOf: ofPerson },
  transferShares: {
    want: passing,
    askOf: (owner) => ({ ...ofPerson(owner), query: { among: company.person(takerFrom(owner)) } }),
  },
  transfer: {
    want: passing,
    askOf: (owner) => ({ ...ofPerson(owner), body: { takers: { deal: company.person(takerFrom(owner)) } } }),
    putBack: (_owner, { id }: { id: string }) => asAdmin("POST", `/api/transfers/${id}/take-back`, {}),
  },
  transfers: "mine",
  takeBackTransfer: {
    before: handOver,
    want: (who) => (who === "admin" ? 200 : 403), // whoever handed over: here an admin did
    askOf: (owner) => ({ params: { id: transfers.get(owner) }, body: {} }),
  },
  heldOfPerson: { want: (who, owner) => (who === "admin" || who === owner ? 200 : 403), askOf: ofPerson },
  search: "mine",
};

const answers = () => company.started.modules.flatMap((module) => module.answers ?? []);
const routeOf = (name: string): Route => answers().find(({ route }) => route.name === name)!.route;

/** Once, by the first test that needs it: hooks of two files do not wait for each other. */
type Told = { status: number; body: unknown };
let filled: Promise<void> | undefined;
async function fill(): Promise<void> {
  const { pipelines } = (await company.ask("admin", pipelinesRoute, {})).body;
  stages = pipelines[0]!.stages.map((stage) => stage.id);
  for (const owner of everyone) {
    const kept = await recordsOf(owner);
    const { deal, contact, organization } = await recordsOf(owner);
    const task = await taskOn(kept.deal, owner); // out of the trash only while its deal is
    for (const url of [`deals/${deal}`, `contacts/${contact}`, `organizations/${organization}`, `activities/${task}`])
      await asAdmin("DELETE", `/api/${url}`);
    owned.set(owner, { ...kept, trashed: { deal, contact, organization, activity: task } });
    await sayAway(owner);
  }
}

async function recordsOf(owner: Who) {
  const ownerId = company.person(owner);
  const name = `Of ${owner}`;
  const deal = (
    await company.ask("admin", openDealRoute, { body: { name, ownerId, value: { minor: 7, currency: "USD" } } })
  ).body.id;
  const contact = (await company.ask("admin", addContactRoute, { body: { name, ownerId } })).body.id;
  const organization = (
    await company.ask("admin", addOrganizationRoute, { body: { name: `${name} ${deal}`, ownerId } })
  ).body.id;
  return { deal, contact, organization, task: await taskOn(deal, owner) };
}

async function taskOn(dealId: DealId, owner: Who): Promise<string> {
  const body = { kind: "task", subject: "Call", dealId, dueAt: "2018-01-03T09:00:00.000Z" } as const;
  const { id } = (await company.ask("admin", addActivityRoute, { body })).body;
  await company.ground.pool.query("update activities set owner_id = $2 where id = $1", [id, company.person(owner)]);
  return id;
}

async function asAdmin(method: string, url: string, payload?: object): Promise<void> {
  const headers = { cookie: company.cookie("admin") };
  const response = await company.app.inject({
    method: method as "POST",
    url,
    headers,
    ...(payload ? { payload } : {}),
  });
  assert.ok(response.statusCode < 300, `${method} ${url}: ${response.statusCode} ${response.body}`);
}

async function setVisibility(visibility: Visibility): Promise<void> {
  filled ??= fill();
  await filled;
  await company.ask("admin", workspaceRoute, { body: { visibility } });
}

test("every route has its line: a new one is not forgotten", (t) => {
  const named = answers().map(({ route }) => route);
  const missing = named.filter(({ who, name }) => who === "member" && !lines[name]).map(({ name }) => name);
  assert.deepEqual(missing, [], "add a line to the table");
  const gone = Object.keys(lines).filter(
    (name) => !named.some((route) => route.name === name && route.who === "member"),
  );
  assert.deepEqual(gone, [], "take the line out");
  const closed = named.filter(({ who }) => who !== "anyone");
  t.diagnostic(`operations: ${closed.length} of ${named.length}`);
});

for (const visibility of visibilities)
  test(`whoever may not by permissions.json is refused by every route, and changes nothing (visibility ${visibility})`, async (t) => {
    await setVisibility(visibility);
    const probes = { count: 0 };
    for (const [name, line] of Object.entries(lines)) {
      if (typeof line === "string" || !("entity" in line)) continue;
      await probeAll(name, line, visibility, probes);
    }
    assert.ok(probes.count > 800, `${probes.count} probes`);
    t.diagnostic(`probes: ${probes.count}`);
  });

/** Everyone tries on everybody's: first those who may not, after whom nothing at all is different; then those who may. */
async function probeAll(name: string, line: OnRecord, visibility: Visibility, probes: { count: number }) {
  const { entity, verb, seenBy = "r", ok, prepare, undo, cleanup } = line;
  const want = (who: Who, owner: Who) =>
    allowed(entity, seenBy, who, owner, visibility) ? expected(entity, verb, who, owner, visibility, ok) : 404;
  const tryAs = async (who: Who, owner: Who) => {
    probes.count++;
    const told: Told = await company.ask(who, routeOf(name), line.ask(owned.get(owner)!, owner) as never);
    const say = `${name} by ${who} on what is ${owner}'s, visibility ${visibility}`;
    assert.equal(told.status, want(who, owner), say);
    if (told.status >= 400)
      assert.ok(!JSON.stringify(told.body).includes(names[owner]), `${say}: the refusal tells nothing`);
  };
  const pairs = everyone.flatMap((owner) => everyone.map((who) => ({ who, owner, status: want(who, owner) })));
  for (const owner of everyone) if (prepare) await asAdmin(...prepare(owned.get(owner)!));
  const was = await everyRow(company.ground.pool);
  for (const { who, owner } of pairs.filter(({ status }) => status >= 400)) await tryAs(who, owner);
  assert.equal(await everyRow(company.ground.pool), was, `${name}: refusals leave nothing behind`);
  for (const owner of everyone) if (cleanup) await asAdmin(...cleanup(owned.get(owner)!));
  for (const { who, owner } of pairs.filter(({ status }) => status < 400)) {
    if (prepare) await asAdmin(...prepare(owned.get(owner)!));
    await tryAs(who, owner);
    if (undo) await asAdmin(...undo(owned.get(owner)!));
  }
}

for (const visibility of visibilities)
  test(`lists and counts are what filtering by the policy leaves (visibility ${visibility})`, async () => {
    await setVisibility(visibility);
    for (const [name, line] of Object.entries(lines)) {
      if (typeof line === "string" || !("list" in line)) continue;
      for (const who of everyone) {
        const readable: string[] = everyone
          .filter((owner) => allowed(line.list, "r", who, owner, visibility))
          .map((owner) => owned.get(owner)![line.list === "activity" ? "task" : line.list])
          .toSorted();
        const { status, body }: Told = await company.ask(who, routeOf(name), { query: line.query ?? {} } as never);
        assert.equal(status, 200);
        const say = `${name} by ${who}, visibility ${visibility}`;
        assert.deepEqual(line.ids(body as never).toSorted(), readable, say);
        if (line.count) assert.equal(line.count(body as never), readable.length, `${say}: the count`);
      }
    }
  });

const ofLists = [
  ["deals", "deal"],
  ["organizations", "organization"],
  ["contacts", "contact"],
  ["activities", "activity"],
] as const;

for (const visibility of visibilities)
  test(`every list, its count, its file and its changes of many hold to the policy (visibility ${visibility})`, async () => {
    await setVisibility(visibility);
    for (const [list, entity] of ofLists)
      for (const who of everyone) {
        const key = entity === "activity" ? "task" : entity;
        const named = entity === "activity" ? "subject" : "name";
        const may = (verb: "r" | "w") =>
          everyone
            .filter((owner) => allowed(entity, verb, who, owner, visibility))
            .map((owner) => owned.get(owner)![key])
            .toSorted();
        const say = `${list} by ${who}, visibility ${visibility}`;
        const everything = { ids: everyone.map((owner) => owned.get(owner)![key]) };
        const filter = JSON.stringify({ all: [{ field: "id", is: "anyOf", value: everything.ids }] });
        const params = { list };
        const rows = await company.ask(who, listRowsRoute, { params, query: { filter, columns: named, limit: 200 } });
        assert.deepEqual(rows.body.rows.map(({ id }) => id).toSorted(), may("r"), say);
        const { body: counted } = await company.ask(who, listCountRoute, { params, query: { filter } });
        assert.equal(counted.count, may("r").length, `${say}: the count`);
        const file = await company.app.inject({
          url: `/api/lists/${list}/file?${new URLSearchParams({ filter, columns: named })}`,
          headers: { cookie: company.cookie(who), host: "localhost" },
        });
        assert.equal(file.body.trimEnd().split("\r\n").length - 1, may("r").length, `${say}: the file`);
        const change = { ids: everything.ids, what: "change", fields: { [named]: "Renamed" } } as const;
        const { body: bulk } = await company.ask(who, bulkRoute, { params, body: change });
        const refused = new Set(bulk.refused.map(({ id }) => id));
        const changed = everything.ids.filter((id) => !refused.has(id)).toSorted();
        assert.deepEqual(changed, may("w"), `${say}: the change of many`);
        for (const { id, name } of bulk.refused)
          assert.ok(
            name === null || may("r").includes(id),
            `${say}: what is refused isn't named to whom may not see it`,
          );
        await company.ask(who, undoBulkRoute, { params: { id: bulk.id } });
      }
  });

test("the trash shows each what they may take out of it, and nobody's absence is read by whom it is no business of", async () => {
  for (const visibility of visibilities) {
    await setVisibility(visibility);
    for (const who of everyone) {
      const own = (await company.ask(who, trashRoute, {})).body.rows.map(({ id }) => id);
      const may = (["deal", "contact", "organization", "activity"] as const).flatMap((kind) =>
        everyone
          .filter((owner) => allowed(kind, "d", who, owner, visibility))
          .map((owner) => owned.get(owner)!.trashed[kind]),
      );
      assert.deepEqual(own.toSorted(), may.toSorted(), `the trash of ${who}, visibility ${visibility}`);
      const away = (await company.ask(who, absencesRoute, { query: {} })).body.map(({ id }) => id);
      const readable = everyone.filter((owner) => allowedAbout("absence", "r", who, owner));
      assert.deepEqual(
        away.toSorted(),
        readable.map((owner) => absences.get(owner)!).toSorted(),
        `absences for ${who}`,
      );
    }
  }
});

test("what concerns a person is for whom permissions.json names: others are refused, and nothing is different", async () => {
  await setVisibility("all");
  for (const [name, line] of Object.entries(lines)) {
    if (typeof line === "string" || !("want" in line)) continue;
    // What is prepared for one may stand in another's way (work handed from hand to hand), so then one at a time.
    for (const owners of line.before ? everyone.map((owner) => [owner]) : [everyone])
      await probePerson(name, line, owners);
  }
});

async function probePerson(name: string, line: OnPerson, owners: readonly Who[]) {
  const tryAs = async (who: Who, owner: Who): Promise<Told> => {
    const told: Told = await company.ask(who, routeOf(name), line.askOf(owner) as never);
    assert.equal(told.status, line.want(who, owner), `${name} by ${who} of ${owner}`);
    return told;
  };
  const pairs = owners.flatMap((owner) => everyone.map((who) => ({ who, owner, status: line.want(who, owner) })));
  for (const owner of owners) await line.before?.(owner);
  const was = await everyRow(company.ground.pool);
  for (const { who, owner } of pairs.filter(({ status }) => status >= 400)) await tryAs(who, owner);
  assert.equal(await everyRow(company.ground.pool), was, `${name} of ${owners}: refusals leave nothing behind`);
  for (const { who, owner } of pairs.filter(({ status }) => status < 400)) {
    const { body } = await tryAs(who, owner);
    await line.putBack?.(owner, body as never);
  }
}

test("search finds what filtering by the policy leaves, and nothing else", async () => {
  for (const visibility of visibilities) {
    await setVisibility(visibility);
    for (const who of everyone)
      for (const owner of everyone) {
        const { groups } = (await company.ask(who, searchRoute, { query: { q: `Of ${owner}` } })).body;
        const found = groups.flatMap(({ kind, hits }) => hits.map(({ id }) => `${kind} ${id}`));
        for (const kind of ["deal", "contact", "organization"] as const) {
          const isFound = found.includes(`${kind} ${owned.get(owner)![kind]}`);
          const say = `${who} looks for the ${kind} of ${owner}, visibility ${visibility}`;
          assert.equal(isFound, allowed(kind, "r", who, owner, visibility), say);
        }
      }
  }
});

test("one person's figures are for those whom permissions.json names", async () => {
  await setVisibility("owner");
  for (const [name, line] of Object.entries(lines)) {
    if (typeof line === "string" || !("about" in line)) continue;
    for (const who of everyone)
      for (const owner of everyone) {
        const want: number = allowedAbout(line.about, "r", who, owner) ? 200 : 404;
        const { status }: Told = await company.ask(who, routeOf(name), line.ask(owned.get(owner)!, owner) as never);
        assert.equal(status, want, `${name} by ${who} about ${owner}`);
      }
  }
});

test("an admin's routes are closed to all others, whatever they send", async () => {
  const id = "01a20aa6-922f-7004-966b-83c7b2987316";
  const was = await everyRow(company.ground.pool);
  for (const { route } of answers().filter((one) => one.route.who === "admin"))
    for (const who of everyone) {
      const url = route.path.replace(/\{\w+\}/g, id);
      if (who === "admin") continue;
      const response = await company.app.inject({
        ...{ method: route.method, url, headers: { cookie: company.cookie(who) } },
        ...(route.body ? { payload: {} } : {}),
      });
      assert.equal(response.statusCode, 403, `${route.name} by ${who}`);
    }
  assert.equal(await everyRow(company.ground.pool), was);
});

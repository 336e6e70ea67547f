import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, currencyCode, idOf, instantShape, zone } from "#lib/shapes.ts";

const personId = idOf<"person">();
const teamId = idOf<"team">();
const name = z.string().trim().min(1).max(200);
const email = z.email().max(254);
const password = z.string().min(10).max(200);
const locale = z.enum(["en", "ja"]);
const token = z.string().min(20).max(200);
const done = z.strictObject({ done: z.literal(true) });

export const workspaceShape = z.object({
  name: z.string(),
  currency: z.string(),
  zone: z.string(),
  weekStart: z.int(),
  fiscalStart: z.int(),
  locale: z.string(),
  visibility: z.enum(["owner", "team", "all"]),
  teamBoard: z.boolean(),
  sampleOf: z.string().nullable(),
});

export const sessionShape = z.object({
  person: z.object({ id: personId, name: z.string(), teamId: teamId.nullable() }),
  user: z.object({ id: z.string(), email: z.string(), admin: z.boolean(), locale: z.string().nullable() }),
  /** Today's standing, for the rules that hide what would be refused. */
  actor: z.object({ leads: z.array(z.string()), teammates: z.array(z.string()), covers: z.array(z.string()) }),
  workspace: workspaceShape,
  today: civilDate,
  now: instantShape,
});

export const sessionRoute = route({
  name: "session",
  method: "GET",
  path: "/api/session",
  summary: "Who I am, in which workspace, on which day of business.",
  who: "member",
  answer: sessionShape,
  refusals: ["people.not_set_up"],
  byKey: "always",
});

const setup = z.strictObject({
  workspace: z.strictObject({
    name,
    currency: currencyCode,
    zone,
    weekStart: z.int().min(1).max(7),
    fiscalStart: z.int().min(1).max(12),
    locale,
  }),
  admin: z.strictObject({ name, email, password }),
});

export const setupStateRoute = route({
  name: "setupState",
  method: "GET",
  path: "/api/setup",
  summary: "Whether the workspace still has to be set up, and whether the token of the link is good for it.",
  who: "anyone",
  query: z.strictObject({ token: z.string().max(200).optional() }),
  answer: z.object({ setUp: z.boolean(), tokenGood: z.boolean(), adminMissing: z.boolean() }),
  refusals: [],
});

export const setUpRoute = route({
  name: "setUp",
  method: "POST",
  path: "/api/setup",
  summary: "Names the workspace and makes its first admin, with the one-time token of the console; signs them in.",
  who: "anyone",
  body: setup.extend({ token, workspace: setup.shape.workspace.optional() }),
  answer: done,
  status: 201,
  refusals: ["people.link_used_up", "people.already_set_up", "people.workspace_missing"],
});

export const changeMyLanguageRoute = route({
  name: "changeMyLanguage",
  method: "PUT",
  path: "/api/session/locale",
  summary: "Sets the language of my screens; null follows the workspace.",
  who: "member",
  body: z.strictObject({ locale: locale.nullable() }),
  answer: done,
  refusals: [],
  byKey: "never",
  secret: true,
});

export const personShape = z.object({
  id: personId,
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  joinedOn: civilDate.nullable(),
  leftOn: civilDate.nullable(),
  erasedAt: z.string().nullable(),
  userId: z.string().nullable(),
  admin: z.boolean(),
  disabledAt: z.string().nullable(),
  teamId: teamId.nullable(),
  team: z.string().nullable(),
  version: z.int(),
});

export const teamShape = z.object({
  id: teamId,
  name: z.string(),
  parentId: teamId.nullable(),
  leadId: personId.nullable(),
  members: z.array(personId),
});

export const peopleRoute = route({
  name: "people",
  method: "GET",
  path: "/api/people",
  summary: "Everybody who works here, and their teams.",
  who: "member",
  answer: z.object({ people: z.array(personShape), teams: z.array(teamShape) }),
  refusals: [],
});

const personFields = {
  name,
  email: email.nullable(),
  title: z.string().trim().max(200).nullable(),
  joinedOn: civilDate.nullable(),
  leftOn: civilDate.nullable(),
  teamId: teamId.nullable(),
};

export const addPersonRoute = route({
  name: "addPerson",
  method: "POST",
  path: "/api/people",
  summary: "Adds a person, with no login yet.",
  who: "admin",
  body: z
    .strictObject({ ...personFields })
    .partial()
    .extend({ name }),
  answer: personShape,
  status: 201,
  refusals: ["people.address_taken", "people.left_before_joined", "people.no_such_team"],
});

export const changePersonRoute = route({
  name: "changePerson",
  method: "PATCH",
  path: "/api/people/{id}",
  summary: "Changes a person, or moves them to another team from today on.",
  who: "admin",
  params: z.strictObject({ id: personId }),
  body: z.strictObject(personFields).partial(),
  answer: personShape,
  refusals: [
    "people.no_such_person",
    "people.address_taken",
    "people.left_before_joined",
    "people.no_such_team",
    "http.stale",
  ],
});

export const addTeamRoute = route({
  name: "addTeam",
  method: "POST",
  path: "/api/teams",
  summary: "Adds a team; without a name it is named after its lead.",
  who: "admin",
  body: z.strictObject({ name: name.nullable(), leadId: personId.nullable(), parentId: teamId.nullable() }),
  answer: teamShape,
  status: 201,
  refusals: ["people.no_such_person", "people.no_such_team", "people.team_needs_a_name"],
});

export const inviteRoute = route({
  name: "invite",
  method: "POST",
  path: "/api/invitations",
  summary: "Mails a person a link with which they choose a password and sign in.",
  who: "admin",
  body: z.strictObject({ personId, email, admin: z.boolean().default(false) }),
  answer: z.object({ id: z.string() }),
  status: 201,
  refusals: ["people.no_such_person", "people.has_a_login", "people.has_left", "people.address_taken"],
  byKey: "never",
  secret: true,
});

export const invitationRoute = route({
  name: "invitation",
  method: "GET",
  path: "/api/invitations/{token}",
  summary: "Whom an invitation is for.",
  who: "anyone",
  params: z.strictObject({ token }),
  answer: z.object({ name: z.string(), email: z.string(), workspace: z.string() }),
  refusals: ["people.link_used_up"],
});

export const acceptInvitationRoute = route({
  name: "acceptInvitation",
  method: "POST",
  path: "/api/invitations/{token}/accept",
  summary: "Chooses a password and signs in.",
  who: "anyone",
  params: z.strictObject({ token }),
  body: z.strictObject({ password }),
  answer: done,
  status: 201,
  refusals: ["people.link_used_up"],
});

export const setLoginRoute = route({
  name: "setLogin",
  method: "PATCH",
  path: "/api/logins/{id}",
  summary: "Disables or enables a login, or makes it an admin's; the last admin stays.",
  who: "admin",
  params: z.strictObject({ id: z.string() }),
  body: z.strictObject({ disabled: z.boolean(), admin: z.boolean() }).partial(),
  answer: done,
  refusals: ["people.no_such_login", "people.last_admin", "people.not_yourself"],
  byKey: "never",
  secret: true,
});

export const endSessionsRoute = route({
  name: "endSessionsOf",
  method: "POST",
  path: "/api/logins/{id}/end-sessions",
  summary:
    "Signs a colleague out everywhere: a lost telephone, a forgotten screen. They may sign in again; their API keys stay.",
  who: "admin",
  params: z.strictObject({ id: z.string() }),
  answer: z.object({ ended: z.int() }),
  refusals: ["people.no_such_login", "people.not_yourself"],
  byKey: "never",
  secret: true,
});

export const workspaceRoute = route({
  name: "changeWorkspace",
  method: "PATCH",
  path: "/api/workspace",
  summary: "Changes what may change about the workspace.",
  who: "admin",
  body: z
    .strictObject({
      name,
      weekStart: z.int().min(1).max(7),
      locale,
      visibility: z.enum(["owner", "team", "all"]),
      teamBoard: z.boolean(),
    })
    .partial(),
  answer: workspaceShape,
  refusals: [],
});

const calendarShape = z.object({
  workweek: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(z.strictObject({ day: civilDate, name: z.string().trim().min(1).max(100) })).max(2000),
});

export const calendarRoute = route({
  name: "workingCalendar",
  method: "GET",
  path: "/api/working-calendar",
  summary: "The company's working days: pace and proration count these.",
  who: "member",
  answer: calendarShape,
  refusals: [],
});

export const setCalendarRoute = route({
  name: "setWorkingCalendar",
  method: "PUT",
  path: "/api/working-calendar",
  summary: "Sets the work week and the days off.",
  who: "admin",
  body: z.strictObject(calendarShape.shape),
  answer: calendarShape,
  refusals: ["people.holiday_twice"],
});

export const keptMailsRoute = route({
  name: "keptMails",
  method: "GET",
  path: "/api/mails",
  summary: "The mails that no server took, because none is set.",
  who: "admin",
  answer: z.object({
    serverSet: z.boolean(),
    mails: z.array(
      z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), at: instantShape }),
    ),
  }),
  refusals: [],
});

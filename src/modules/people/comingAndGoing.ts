import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape, moneyShape } from "#lib/shapes.ts";
import { absenceKinds } from "./absence.ts";

// The routes of people who come and go: absences, work that passes to others, leaving, erasure.

const personId = idOf<"person">();
const teamId = idOf<"team">();
const done = z.strictObject({ done: z.literal(true) });
const byId = z.strictObject({ id: personId });

const takers = z.record(z.string().max(40), personId.nullable());
/** Who shares every kind that nobody is named for: customers whole, open values near equal. */
const among = z.array(personId).max(50).default([]);
const takerRefusals = [
  "people.no_such_person",
  "people.no_such_kind",
  "people.taker_is_giver",
  "people.taker_has_left",
  "people.taker_twice",
  "people.may_not_transfer",
];

export const transferPreviewRoute = route({
  name: "transferPreview",
  method: "GET",
  path: "/api/people/{id}/transfer",
  summary: "What a person holds that can pass to others: how much of each kind, the teams they lead, a login.",
  who: "member",
  params: byId,
  answer: z.object({
    kinds: z.array(z.object({ kind: z.string(), count: z.int(), value: moneyShape, onlyLeaving: z.boolean() })),
    leads: z.array(z.object({ teamId, name: z.string() })),
    login: z.boolean(),
  }),
  refusals: ["people.no_such_person", "people.may_not_transfer"],
});

/** Several in a query, with commas between. */
const severalNamed = z
  .string()
  .max(4000)
  .transform((text) => text.split(","));

export const transferSharesRoute = route({
  name: "transferShares",
  method: "GET",
  path: "/api/people/{id}/transfer/shares",
  summary:
    "What each of several would take if they shared a person's work: how much of each kind, and what open value.",
  who: "member",
  params: byId,
  query: z.strictObject({
    among: severalNamed.pipe(z.array(personId).max(50)),
    /** Kinds that are given to somebody else, or stay. */
    without: severalNamed.pipe(z.array(z.string())).default([]),
  }),
  answer: z.array(
    z.object({
      personId,
      kinds: z.array(z.object({ kind: z.string(), count: z.int() })),
      value: moneyShape,
    }),
  ),
  refusals: ["people.no_such_person", "people.may_not_transfer"],
});

export const transferredShape = z.object({
  /** Null when there was nothing to pass on. */
  id: idOf<"transfer">().nullable(),
  moved: z.array(z.object({ kind: z.string(), count: z.int() })),
});

export const transferRoute = route({
  name: "transfer",
  method: "POST",
  path: "/api/people/{id}/transfer",
  summary:
    "Passes a person's work to others in one step: a kind to one, or shared among several. The past stays theirs.",
  who: "member",
  params: byId,
  body: z.strictObject({ takers, among }),
  answer: transferredShape,
  refusals: takerRefusals,
});

export const leaveRoute = route({
  name: "leave",
  method: "POST",
  path: "/api/people/{id}/leave",
  summary: "Says that a person leaves: the last day, who takes what, who leads their teams then; ends teams and login.",
  who: "admin",
  byKey: "never",
  params: byId,
  body: z.strictObject({
    lastOn: civilDate,
    takers,
    among,
    login: z.enum(["now", "last_day"]).default("last_day"),
    leads: z.array(z.strictObject({ teamId, leadId: personId.nullable() })).default([]),
    /** Written to the quotas that change: a changed quota says why. */
    reason: z.string().trim().min(1).max(300).default("They leave."),
  }),
  answer: transferredShape,
  refusals: [
    ...takerRefusals,
    "people.not_yourself",
    "people.left_before_joined",
    "people.no_such_team",
    "people.last_admin",
    "people.no_such_login",
    "people.quota_taker_is_you",
    "people.leaves_already",
  ],
});

export const transferShape = z.object({
  id: idOf<"transfer">(),
  from: z.object({ id: personId, name: z.string() }),
  lastOn: civilDate.nullable(),
  at: instantShape,
  takenBackAt: instantShape.nullable(),
  moved: z.array(z.object({ kind: z.string(), to: z.string(), count: z.int() })),
  mayTakeBack: z.boolean(),
});

export const transfersRoute = route({
  name: "transfers",
  method: "GET",
  path: "/api/transfers",
  summary: "What passed from one person to others within thirty days.",
  who: "member",
  answer: z.array(transferShape),
  refusals: [],
});

export const takeBackRoute = route({
  name: "takeBackTransfer",
  method: "POST",
  path: "/api/transfers/{id}/take-back",
  summary: "Takes a transfer back: what nobody has changed since goes back, teams and login too.",
  who: "member",
  params: z.strictObject({ id: idOf<"transfer">() }),
  /** Written to the quotas that change back. */
  body: z.strictObject({ reason: z.string().trim().min(1).max(300).default("Taken back.") }),
  answer: z.object({ back: z.int(), kept: z.int() }),
  refusals: [
    "people.no_such_transfer",
    "people.may_not_transfer",
    "people.taken_back_already",
    "people.too_late_to_take_back",
  ],
});

const absenceFields = {
  fromOn: civilDate,
  toOn: civilDate,
  kind: z.enum(absenceKinds),
  coverId: personId.nullable(),
};

export const absenceShape = z.object({
  id: idOf<"absence">(),
  personId,
  person: z.string(),
  ...absenceFields,
  cover: z.string().nullable(),
  /** Null for who only covers: why somebody is away is between them and whom they answer to. */
  kind: z.enum(absenceKinds).nullable(),
  mayWrite: z.boolean(),
});

export const absencesRoute = route({
  name: "absences",
  method: "GET",
  path: "/api/absences",
  summary: "Absences of today and to come that the caller may read: their own, their people's, those they cover.",
  who: "member",
  query: z.strictObject({ person: z.uuid().optional() }),
  answer: z.array(absenceShape),
  refusals: [],
});

const absenceRefusals = [
  "people.no_such_absence",
  "people.no_such_person",
  "people.may_not_say_away",
  "people.away_backwards",
  "people.away_too_long",
  "people.away_already",
  "people.covers_oneself",
  "people.cover_is_away",
  "people.cover_has_left",
];

export const addAbsenceRoute = route({
  name: "addAbsence",
  method: "POST",
  path: "/api/absences",
  summary: "Says from when to when somebody is away, and who stands in for them.",
  who: "member",
  body: z.strictObject({ personId, ...absenceFields, coverId: personId.nullable().default(null) }),
  answer: absenceShape,
  status: 201,
  refusals: absenceRefusals,
});

export const changeAbsenceRoute = route({
  name: "changeAbsence",
  method: "PATCH",
  path: "/api/absences/{id}",
  summary: "Changes an absence: back earlier, another who stands in.",
  who: "member",
  params: z.strictObject({ id: idOf<"absence">() }),
  body: z.strictObject(absenceFields).partial(),
  answer: absenceShape,
  refusals: absenceRefusals,
});

export const deleteAbsenceRoute = route({
  name: "deleteAbsence",
  method: "DELETE",
  path: "/api/absences/{id}",
  summary: "Takes an absence back, as if it had never been said.",
  who: "member",
  params: z.strictObject({ id: idOf<"absence">() }),
  answer: done,
  refusals: absenceRefusals,
});

/** By the names of the tables, what stands there. */
export const heldShape = z.object({ held: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))) });

export const personHeldRoute = route({
  name: "heldOfPerson",
  method: "GET",
  path: "/api/people/{id}/held",
  summary: "Everything that is held of a person, for themselves or for an admin whom they ask.",
  who: "member",
  byKey: "never",
  params: byId,
  answer: heldShape,
  refusals: ["people.no_such_person", "people.admins_only"],
});

export const erasePersonRoute = route({
  name: "erasePerson",
  method: "POST",
  path: "/api/people/{id}/erase",
  summary: "Erases who a person was: words, addresses and login go, the id and every figure stay. For good.",
  who: "admin",
  byKey: "never",
  params: byId,
  body: z.strictObject({ name: z.string().max(300) }),
  answer: done,
  refusals: [
    "people.no_such_person",
    "people.still_works_here",
    "people.name_not_typed",
    "people.not_yourself",
    "people.last_admin",
  ],
});

import { dayAt, daysBetween } from "#lib/time.ts";
import type { Activity } from "#modules/activities/activity.ts";
import type { activityAssigned, activityReminded, commented, mentioned } from "#modules/activities/events.ts";
import { mentionedIn } from "#modules/activities/mention.ts";
import { activitiesByIds, whoFollows } from "#modules/activities/server/public.ts";
import type { helpAnswered, helpWanted } from "#modules/forecast/events.ts";
import type { importDone } from "#modules/imports/events.ts";
import type { PersonId } from "#modules/people/person.ts";
import { personOfUser, teamsOn } from "#modules/people/server/public.ts";
import type { dealOwnerChanged, dealWon } from "#modules/pipeline/events.ts";
import { type LeadFacts, leadAdded } from "#modules/pipeline/leadEvents.ts";
import { dealsByIds } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { StoredEvent } from "#platform/events/listener.ts";
import { groundOf } from "#platform/ground.ts";
import { theWorkspace } from "#platform/workspace.ts";
import type { Telling } from "../notification.ts";

type Of<Kind> = Kind extends { facts: { parse(facts: unknown): infer Facts } } ? StoredEvent<Facts> : never;

/** Whoever is mentioned, but for the author. */
export async function ofMention(_tx: Tx, { id, facts }: Of<typeof mentioned>): Promise<Telling[]> {
  return facts.people
    .filter((person) => person !== facts.authorId)
    .map((personId) => ({ ...written(facts), personId, kind: "mention", about: id }));
}

/** Whoever follows, but for the author and for those whom the comment itself mentions. */
export async function ofComment(tx: Tx, { id, facts }: Of<typeof commented>): Promise<Telling[]> {
  const { recordKind, recordId, authorId, activityId } = facts;
  const [comment] = await activitiesByIds(tx, [activityId]);
  const others = new Set<string>([authorId, ...mentionedIn(comment?.body ?? "")]);
  const followers = await whoFollows(tx, { record: recordKind, id: recordId });
  return followers
    .filter((one) => !others.has(one))
    .map((one) => ({ ...written(facts), personId: one as PersonId, kind: "comment", about: id }));
}

function written({ recordKind, recordId, activityId, authorId }: Of<typeof commented>["facts"]) {
  return { record: { kind: recordKind, id: recordId as string }, activityId, byId: authorId, facts: {} };
}

/** Whoever is asked by name; what is asked of nobody waits for the meeting. */
export async function ofHelpWanted(_tx: Tx, { id, record, facts }: Of<typeof helpWanted>): Promise<Telling[]> {
  const { askerId, askedId } = facts;
  if (!askedId || askedId === askerId) return [];
  const told = { activityId: null, byId: askerId as PersonId, facts: { step: "wanted" } };
  return [{ personId: askedId as PersonId, kind: "help", about: id, ...onDeal(record), ...told }];
}

export async function ofHelpAnswered(_tx: Tx, { id, record, facts }: Of<typeof helpAnswered>): Promise<Telling[]> {
  const { askerId, answererId } = facts;
  if (askerId === answererId) return [];
  const told = { activityId: null, byId: answererId as PersonId, facts: { step: "answered" } };
  return [{ personId: askerId as PersonId, kind: "help", about: id, ...onDeal(record), ...told }];
}

/** A deal that was given to somebody, and is still theirs when it is told. */
export async function ofNewOwner(tx: Tx, { id, record, by, facts }: Of<typeof dealOwnerChanged>): Promise<Telling[]> {
  const giver = await personBehind(tx, by);
  const [deal] = await dealsByIds(tx, [record]);
  const personId = facts.ownerId;
  if (!personId || personId === giver || deal?.ownerId !== personId) return [];
  return [{ personId, kind: "assigned", about: id, ...onDeal(record), activityId: null, byId: giver, facts: {} }];
}

/** A lead that came in for somebody, or was given to them; nobody is told of what is past, or comes from a file, when it is brought in. */
export async function ofLead(
  tx: Tx,
  { id, name, record, by, facts, happenedAt, recordedAt }: StoredEvent<LeadFacts>,
): Promise<Telling[]> {
  if (happenedAt < recordedAt) return [];
  const giver = await personBehind(tx, by);
  const [lead] = await dealsByIds(tx, [record]);
  const personId = facts.ownerId;
  if (name === leadAdded.name && lead?.importId) return [];
  if (!personId || personId === giver || lead?.ownerId !== personId || lead.deletedAt) return [];
  return [{ personId, kind: "assigned", about: id, ...onDeal(record), activityId: null, byId: giver, facts: {} }];
}

export async function ofAssignment(tx: Tx, { id, by, facts }: Of<typeof activityAssigned>): Promise<Telling[]> {
  const [one] = await activitiesByIds(tx, [facts.activityId]);
  if (one?.ownerId !== facts.ownerId || one.deletedAt) return [];
  const byId = await personBehind(tx, by);
  const { dueAt } = one;
  return [{ personId: facts.ownerId, kind: "assigned", about: id, ...onActivity(one), byId, facts: { dueAt } }];
}

/** A reminder of what was done or moved meanwhile is none. */
export async function ofReminder(tx: Tx, { facts }: Of<typeof activityReminded>): Promise<Telling[]> {
  const [one] = await activitiesByIds(tx, [facts.activityId]);
  if (!one || one.deletedAt || one.doneAt || one.dueAt !== facts.forAt) return [];
  const { ownerId: personId, forAt: dueAt, byMail } = facts;
  const about = `${one.id} ${dueAt}`;
  return [{ personId, kind: "reminder", about, ...onActivity(one), byId: null, facts: { dueAt }, byMail }];
}

/** Whoever it was given to reads the activity, and perhaps not the deal. */
function onActivity(one: Activity) {
  return { record: { kind: "activity", id: one.id as string }, activityId: one.id as string };
}

const onDeal = (id: string) => ({ record: { kind: "deal", id } });

/** Wins are news for a week: an import of last year makes no noise. */
const newsDays = 7;

/** The owner's team and whoever follows the deal; not the owner, nor who closed it. */
export async function ofWin(tx: Tx, { id, record, by, facts }: Of<typeof dealWon>): Promise<Telling[]> {
  const { zone } = await theWorkspace(tx);
  const [deal] = await dealsByIds(tx, [record]);
  const isOld = daysBetween(facts.on, dayAt(groundOf(tx).clock.now(), zone)) > newsDays;
  if (deal?.standing.status !== "won" || isOld) return [];
  const winner = await personBehind(tx, by);
  const followers = await whoFollows(tx, { record: "deal", id: record });
  const team = facts.ownerId ? await teamOf(tx, facts.ownerId) : [];
  const all = [...new Set<string>([...followers, ...team])].filter((one) => one !== winner && one !== facts.ownerId);
  const told = { about: id, ...onDeal(record), activityId: null, byId: facts.ownerId, facts: { value: facts.value } };
  return all.map((one) => ({ ...told, personId: one as PersonId, kind: "won" }));
}

async function teamOf(tx: Tx, personId: PersonId): Promise<string[]> {
  const { zone } = await theWorkspace(tx);
  const teams = await teamsOn(tx, groundOf(tx).clock.today(zone));
  return teams
    .filter(({ members, leadId }) => members.includes(personId) || leadId === personId)
    .flatMap(({ members, leadId }) => (leadId ? [...members, leadId] : members));
}

export async function ofImport(tx: Tx, { record, by, facts }: Of<typeof importDone>): Promise<Telling[]> {
  const personId = await personBehind(tx, by);
  if (!personId) return [];
  const told = { about: record, record: { kind: "import", id: record }, activityId: null, byId: null, facts };
  return [{ ...told, personId, kind: "import" }];
}

async function personBehind(tx: Tx, user: string | null): Promise<PersonId | null> {
  return user ? ((await personOfUser(tx, user))?.id ?? null) : null;
}

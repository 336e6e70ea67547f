import { z } from "zod";
import { type Actor, type Choices, can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { type Ground, touched } from "#platform/ground.ts";
import { job } from "#platform/jobs/jobs.ts";
import { countryOf } from "../countryOf.ts";
import { type Comparable, type DuplicateReason, likenessOf, shownFrom } from "../duplicate.ts";
import { matchKeys } from "../matchKeys.ts";
import { emailKey } from "../ways.ts";
import {
  bestPairs,
  type Candidate,
  candidates,
  isAnyUnpaired,
  keysOfRecord,
  notePaired,
  saveApart,
  savePairs,
  sharingKeys,
  toldApart,
  unpaired,
} from "./duplicatesStore.ts";
import { lockBoth } from "./mergeRecords.ts";
import { pairJobName } from "./pairSoon.ts";
import { phoneKey } from "./phoneNumber.ts";
import { organizationReach } from "./reach.ts";
import { readableContacts, readableOrganizations } from "./store.ts";
import { behind, homeCountry, type OwnerKind } from "./waysStore.ts";
import { writeKeysAnew } from "./writeKeysAnew.ts";

type Looking = { db: Reads; actor: Actor; workspace: Choices };
export type Hint = {
  id: string;
  name: string;
  detail: string | null;
  score: number;
  reasons: DuplicateReason[];
  mayWrite: boolean;
};

/** So many are shown beside a record or a form. */
const mostHints = 5;

export type Typed = {
  kind: OwnerKind;
  name: string;
  reading: string | null;
  website: string | null;
  emails: readonly string[];
  phones: readonly string[];
  country: string | null;
  organizationId: string | null;
};

/** What may already be here of what is being typed. */
export async function hintsFor(looking: Looking, typed: Typed): Promise<Hint[]> {
  const home = countryOf(typed.country) ?? (await homeCountry(looking.db));
  const own = {
    ...{ name: typed.name, reading: typed.reading, website: typed.website },
    emails: typed.emails.filter((one) => one.includes("@")).map(emailKey),
    phones: typed.phones.flatMap((one) => phoneKey(one, home) ?? []),
  };
  const found = await sharingKeys(looking.db, typed.kind, matchKeys(typed.kind, own), null);
  return shownTo(looking, typed.kind, { ...own, organization: typed.organizationId, country: typed.country }, found);
}

/** What else here may be the same record, but for what was told apart. */
export async function duplicatesOf(looking: Looking, kind: OwnerKind, id: string): Promise<Hint[]> {
  const [own] = await candidates(looking.db, kind, [id]);
  if (!own) return [];
  const apart = await toldApart(looking.db, kind, id);
  const found = await sharingKeys(looking.db, kind, await keysOfRecord(looking.db, kind, id), id);
  return shownTo(
    looking,
    kind,
    comparable(own),
    found.filter((one) => !apart.has(one.id)),
  );
}

/** Hidden records are left out before anything is counted or scored: no hint tells of them. */
async function shownTo(
  looking: Looking,
  kind: OwnerKind,
  own: Comparable,
  found: readonly Candidate[],
): Promise<Hint[]> {
  const readable = await readableAmong(
    looking,
    kind,
    found.map(({ id }) => id),
  );
  return found
    .filter(({ id }) => readable.has(id))
    .map((one) => ({
      ...shown(one),
      ...likenessOf(kind, own, comparable(one)),
      mayWrite: mayWrite(looking, kind, one),
    }))
    .filter(({ score }) => score >= shownFrom)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, mostHints);
}

/** Whether a merge can be offered; the merge itself asks again. */
function mayWrite({ actor, workspace }: Looking, kind: OwnerKind, { ownerId }: Candidate): boolean {
  return can(kind, "w", standingToOwner(actor, { ownerId }, workspace));
}

function readableAmong(
  { db, actor, workspace }: Looking,
  kind: OwnerKind,
  ids: readonly string[],
): Promise<Set<string>> {
  return kind === "contact"
    ? readableContacts(db, reachOf(actor, "contact", "r", workspace), ids)
    : readableOrganizations(db, organizationReach(actor, workspace), ids);
}

const shown = ({ id, name, title, organization }: Candidate) => ({
  ...{ id, name },
  detail: [title, organization].filter(Boolean).join(" · ") || null,
});

function comparable({ name, reading, emails, phones, website, organizationId, country }: Candidate): Comparable {
  return {
    name,
    reading,
    emails,
    phones,
    website,
    organization: organizationId,
    country: country && (countryOf(country) ?? country),
  };
}

/** Pairs where the actor may read both. More are looked at than are shown, since some are hidden. */
export async function seeDuplicates(looking: Looking, kind: OwnerKind, limit: number) {
  const pairs = await bestPairs(looking.db, kind, 2000);
  const ids = [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
  const readable = await readableAmong(looking, kind, ids);
  const seen = pairs.filter(({ oneId, otherId }) => readable.has(oneId) && readable.has(otherId)).slice(0, limit);
  const named = await candidates(looking.db, kind, [
    ...new Set(seen.flatMap(({ oneId, otherId }) => [oneId, otherId])),
  ]);
  const byId = new Map(named.map((one) => [one.id, shown(one)]));
  return {
    pairs: seen.flatMap(({ oneId, otherId, score, reasons }) => {
      const [one, other] = [byId.get(oneId), byId.get(otherId)];
      return one && other ? [{ one, other, score, reasons }] : [];
    }),
    behind: await isAnyUnpaired(looking.db, kind),
  };
}

export async function tellApart(
  tx: Tx,
  { actor, choices, now }: { actor: Actor; choices: Choices; now: Instant },
  { kind, one, other }: { kind: OwnerKind; one: string; other: string },
): Promise<void> {
  if (one === other) throw new Refusal("contacts.merge_with_itself", 422);
  await lockBoth(tx, kind, { actor, choices }, { survivor: one, absorbed: other });
  await saveApart(tx, kind, [one, other], actor.userId, now);
  touched(tx, `${kind}s`, `${kind}:${one}`, `${kind}:${other}`);
}

const perStep = 200;
/** Makes keys by the rules in force, and finds the pairs of what changed: soon after records were added, and by night. */
export const pairJob = job({
  name: pairJobName,
  data: z.object({}),
  run: findPairs,
});

export async function findPairs(ground: Ground): Promise<void> {
  for (const kind of ["contact", "organization"] as const) {
    while ((await ground.transact((tx) => keysStep(tx, kind))) === perStep);
    while ((await ground.transact((tx) => pairStep(tx, kind))) === perStep);
  }
}

async function keysStep(tx: Tx, kind: OwnerKind): Promise<number> {
  const ids = await behind(tx, kind, perStep);
  await writeKeysAnew(tx, kind, ids);
  return ids.length;
}

async function pairStep(tx: Tx, kind: OwnerKind): Promise<number> {
  const ids = await unpaired(tx, kind, perStep);
  const byId = new Map((await candidates(tx, kind, ids)).map((one) => [one.id, one]));
  for (const id of ids) {
    const own = byId.get(id);
    if (own) await pairOne(tx, kind, own);
  }
  await notePaired(tx, kind, ids);
  touched(tx, "duplicates");
  return ids.length;
}

async function pairOne(tx: Tx, kind: OwnerKind, own: Candidate): Promise<void> {
  const found = await sharingKeys(tx, kind, await keysOfRecord(tx, kind, own.id), own.id);
  const pairs = found
    .map((one) => ({ oneId: own.id, otherId: one.id, ...likenessOf(kind, comparable(own), comparable(one)) }))
    .filter(({ score }) => score >= shownFrom);
  await savePairs(tx, kind, own.id, pairs);
}

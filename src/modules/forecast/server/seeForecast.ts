import type { Period } from "#lib/period.ts";
import { periodById, periodOf } from "#lib/period.ts";
import { refuseField } from "#lib/refusal.ts";
import { type DealSpan, winTable } from "#lib/statistics/winWithin.ts";
import type { CivilDate } from "#lib/time.ts";
import { organizationNamesOf } from "#modules/contacts/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import { dealSpans, dealsByIds, reachesOf, readableDeals, readRanks } from "#modules/pipeline/server/public.ts";
import { chanceOf, daysAhead } from "#modules/quotas/progress.ts";
import { type Looking, ownerOf, type ProgressOwner, seeProgress, staffOn } from "#modules/quotas/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { ForecastShape, MoveShape, MovesShape } from "../api.ts";
import { forecastOf, type Move, movesBetween, type Side } from "../moves.ts";
import { counts, type Measure, type Outlook, type Stand } from "../stand.ts";
import { type Sum, sumOf, sumsOf } from "../sums.ts";
import { nightBy, spansOn, standsNow, standsOn } from "./store.ts";

export type Whose = { person?: string | undefined; team?: string | undefined };
type Asked = Whose & { period?: string | undefined; since?: CivilDate | undefined; measure?: Measure | undefined };

const shownMoves = 100;

/** The forecast as it is now, and which deals moved it since the night asked for. */
export async function seeForecast(looking: Looking, asked: Asked): Promise<ForecastShape> {
  const { db, workspace, today } = looking;
  const owner = ownerOf(looking, await staffOn(db, today), asked);
  const period = periodAsked(looking, asked.period);
  const { quota, actual, attainment, pace, expectedToDate, gap, forecast } = await seeProgress(looking, {
    ...{ person: asked.person, team: asked.team, metric: "revenue_won", period: period.id },
  });
  const people = owner.scope.kind === "company" ? null : owner.people.map(({ id }) => id);
  const outlook = outlookOf(people, period, today, await dealSpans(db, today));
  const stands = await standsNow(db, { owners: people, ...period });
  const { won, open, slots, ranks } = sumsOf(stands, period, outlook);
  const measure = asked.measure ?? usualMeasure(open);
  return {
    owner: { kind: owner.scope.kind, id: idOf(owner), name: owner.name },
    ...{ people, currency: workspace.currency, measure, period, today },
    goal: { quota, actual, attainment, pace, expectedToDate, gap, forecast: rangeOf(forecast) },
    ...{ won, open, slots, ranks },
    slipped: await slippedOf(looking, stands, outlook),
    rankNames: await readRanks(db),
    moves: asked.since ? await movesSince(looking, asked.since, { period, stands, outlook, measure }) : null,
  };
}

/** In whole minor units: its middle is a mean. */
function rangeOf({ expected, p10, p90 }: ForecastShape["goal"]["forecast"]): ForecastShape["goal"]["forecast"] {
  return { expected: Math.round(expected), p10: Math.round(p10), p90: Math.round(p90) };
}

/** A workspace without a past knows no chances yet: until it does, the stages speak. */
function usualMeasure({ count, withoutChance }: Sum): Measure {
  return count > 0 && withoutChance === count ? "weighted" : "chance";
}

/** The period named, else the quarter of the day. */
function periodAsked({ workspace, today }: Looking, id: string | undefined): Period {
  if (id === undefined) return periodOf("quarter", today, workspace.fiscalStart);
  const period = periodById(id, workspace.fiscalStart);
  if (!period) throw refuseField("quotas.no_such_period", "/period", { period: id });
  return period;
}

function idOf({ scope }: ProgressOwner): string | null {
  return scope.kind === "company" ? null : scope.id;
}

type Spans = readonly (DealSpan & { count: number })[];

function outlookOf(people: readonly string[] | null, period: Period, day: CivilDate, spans: Spans): Outlook {
  const table = winTable(
    spans.flatMap(({ duration, outcome, count }) => Array.from({ length: count }, () => ({ duration, outcome }))),
  );
  const ahead = daysAhead(period, day);
  const known = new Map<number, number | null>();
  const chanceAt = (age: number) => {
    const chance = known.has(age) ? (known.get(age) ?? null) : chanceOf(table, age, ahead);
    known.set(age, chance);
    return chance;
  };
  return { owners: people && new Set(people), period, day, chanceAt };
}

/** Of what counts in the period: the open deals that were put off before. */
async function slippedOf({ db }: Looking, stands: readonly Stand[], outlook: Outlook): Promise<Sum> {
  const open = stands.filter((one) => one.status === "open" && counts(one, outlook));
  const slips = new Set(await slippedAmong(db, open));
  return sumOf(
    open.filter(({ dealId }) => slips.has(dealId)),
    outlook,
  );
}

async function slippedAmong(db: Reads, open: readonly Stand[]): Promise<string[]> {
  const found = await dealsByIds(
    db,
    open.map(({ dealId }) => dealId),
  );
  return found.filter(({ slips }) => slips > 0).map(({ id }) => id);
}

type Present = { period: Period; stands: readonly Stand[]; outlook: Outlook; measure: Measure };

/** Null while no night has been kept. */
async function movesSince(looking: Looking, since: CivilDate, present: Present): Promise<MovesShape | null> {
  const { db } = looking;
  const { period, outlook, measure } = present;
  const night = await nightBy(db, since);
  if (!night) return null;
  const people = outlook.owners && [...outlook.owners];
  const before = outlookOf(people, period, night.day, await spansOn(db, night.day));
  const then = await standsOn(db, night.day, { owners: people, ...period });
  const [was, is] = await bothSides(db, night.day, { then, now: present.stands });
  const sides = [
    { stands: was, outlook: before },
    { stands: is, outlook },
  ] as const satisfies readonly Side[];
  const moves = movesBetween(sides[0], sides[1], measure);
  return {
    ...{ measure, night, was: forecastOf(sides[0], measure), is: forecastOf(sides[1], measure) },
    kinds: kindsOf(moves),
    ...(await movesShown(looking, moves)),
  };
}

/** Every deal that may count on either side, as it stood on both. */
async function bothSides(
  db: Reads,
  day: CivilDate,
  { then, now }: { then: readonly Stand[]; now: readonly Stand[] },
): Promise<[Map<string, Stand>, Map<string, Stand>]> {
  const was = new Map(then.map((one) => [one.dealId, one]));
  const is = new Map(now.map((one) => [one.dealId, one]));
  const lacking = (some: readonly Stand[], other: ReadonlyMap<string, Stand>) =>
    some.filter(({ dealId }) => !other.has(dealId)).map(({ dealId }) => dealId);
  const moreThen = await standsOn(db, day, { ids: lacking(now, was) });
  const moreNow = await standsNow(db, { ids: lacking(then, is) });
  for (const one of moreThen) was.set(one.dealId, one);
  for (const one of moreNow) is.set(one.dealId, one);
  return [was, is];
}

function kindsOf(moves: readonly Move[]): MovesShape["kinds"] {
  return [...Map.groupBy(moves, ({ kind }) => kind)]
    .map(([kind, some]) => ({ kind, count: some.length, delta: some.reduce((sum, { delta }) => sum + delta, 0) }))
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || b.count - a.count);
}

/** Those that the caller may read, by name; deals that only grew older are told by their kind alone. The rest is summed. */
async function movesShown(looking: Looking, moves: readonly Move[]): Promise<Pick<MovesShape, "deals" | "others">> {
  const { db, actor, workspace } = looking;
  const told = moves.filter(({ kind }) => kind !== "aged");
  const readable = await readableDeals(
    db,
    reachesOf(actor, workspace),
    told.map(({ dealId }) => dealId),
  );
  const shown = told.filter(({ dealId }) => readable.has(dealId)).slice(0, shownMoves);
  const isShown = new Set(shown.map(({ dealId }) => dealId));
  const others = moves.filter(({ dealId }) => !isShown.has(dealId));
  return {
    deals: await named(db, shown),
    others: { count: others.length, delta: others.reduce((sum, { delta }) => sum + delta, 0) },
  };
}

async function named(db: Reads, moves: readonly Move[]): Promise<MoveShape[]> {
  const deals = new Map(
    (
      await dealsByIds(
        db,
        moves.map(({ dealId }) => dealId),
      )
    ).map((deal) => [deal.id as string, deal]),
  );
  const all = [...deals.values()];
  const organizations = await organizationNamesOf(
    db,
    all.flatMap(({ organizationId }) => organizationId ?? []),
  );
  const people = await personNames(
    db,
    all.flatMap(({ ownerId }) => ownerId ?? []),
  );
  return moves.flatMap(({ dealId, kind, delta, was, is }) => {
    const deal = deals.get(dealId);
    if (!deal) return [];
    const { id, name, organizationId, ownerId } = deal;
    return [
      {
        ...{ dealId: id, kind, delta, name, was: sideOf(was), is: sideOf(is) },
        organization: organizationId ? (organizations.get(organizationId) ?? null) : null,
        owner: ownerId ? (people.get(ownerId) ?? null) : null,
      },
    ];
  });
}

function sideOf(stand: Stand | null): MoveShape["was"] {
  if (!stand) return null;
  const { status, baseMinor, rankId, probability, expectedCloseOn } = stand;
  return { status, baseMinor, rankId, probability, expectedCloseOn };
}

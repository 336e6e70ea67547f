import type { Id } from "#lib/id.ts";
import { type PeriodKind, periodOf, shiftPeriod } from "#lib/period.ts";
import { type Gamma, gammaPoissonPrior, highestInReach, suggestedQuotaCount } from "#lib/statistics/gammaPoisson.ts";
import { isInvalid } from "#lib/statistics/invalid.ts";
import type { Flag } from "#lib/statistics/quotaFlag.ts";
import type { CivilDate } from "#lib/time.ts";
import { type Exposure, exposureOf } from "./exposure.ts";
import { countOutlook, moneyOutlook, type Outlook, totalOutlook } from "./outlook.ts";
import { defaultTerms, flagOf, type QuotaTerms } from "./quota.ts";

/** A fact of the metric: a count or a share of one; for money, one won deal (or one's share of it) in minor units. */
export type HistoryFact = { day: CivilDate; value: number };

export type Member = {
  person: Id<"person">;
  joinedOn: CivilDate | null;
  facts: readonly HistoryFact[];
  /** The part of the next period they are there for: `nextExposureOf`. */
  nextExposure: number;
  /** The part of a past span they were there for; all of it where nobody says otherwise. */
  shareThere?: (span: { from: CivilDate; to: CivilDate }) => number;
};

/** What a team's history says; `firstDay` is the metric's first fact in the workspace, `kind` that of the next period. */
export type TeamHistory = {
  unit: "count" | "money";
  kind: PeriodKind;
  fiscalStart: number;
  firstDay: CivilDate | null;
  today: CivilDate;
  members: readonly Member[];
};

/** What a suggestion rests on, for the screen to say so. Counts are of deals where the metric is money. */
export type Basis = {
  ownCount: number;
  ownPeriods: number;
  from: CivilDate | null;
  to: CivilDate | null;
  /** The team's count per person and period. */
  teamMean: number;
  /** From 0, all the team's, to 1, all one's own. */
  ownWeight: number;
  /** No whole period of one's own yet. */
  leansOnTeam: boolean;
  /** Whose deals give the sizes; null for counts. */
  sizes: "own" | "team" | null;
  posterior: Gamma;
  nextExposure: number;
};

export type Suggestion = Outlook & { quota: number; probability: number; flag: Flag; basis: Basis };

export type PersonSuggestion =
  | ({ person: Id<"person">; state: "suggested" } & Suggestion)
  | { person: Id<"person">; state: "no_history" | "not_there" };

/** Fewer own deals than this say too little about sizes. */
export const enoughOwnDeals = 8;

/** A quota for each member of a team, from their own history and the team's. */
export function suggestQuotas(history: TeamHistory, terms: QuotaTerms = defaultTerms): PersonSuggestion[] {
  const records = history.members.map((member) => recordOf(history, member));
  const prior = priorOf(records, terms);
  const teamSizes = history.unit === "money" ? records.flatMap(({ sizes }) => sizes) : null;
  return records.map((record) => {
    const { person, nextExposure } = record.member;
    if (!prior || teamSizes?.length === 0 || isIdle(history, record)) return { person, state: "no_history" };
    if (nextExposure <= 0) return { person, state: "not_there" };
    return { person, state: "suggested", ...suggestFor(record, prior, teamSizes, terms) };
  });
}

export type TeamSuggestion = Suggested & {
  /** How many are expected to reach theirs, of how many. */
  expectedToReach: number;
  people: number;
  /** The sum of the people's quotas. */
  quotaSum: number;
};

type Suggested = Outlook & { quota: number; probability: number; flag: Flag };

/**
 * The team's outlook from its people's, with a quota of its own by the same rule, and what the people's quotas add up
 * to: the suggested ones, or those in `chosen`. Undefined when nobody has a suggestion.
 */
export function suggestTeam(
  people: readonly PersonSuggestion[],
  chosen: ReadonlyMap<Id<"person">, number> = new Map(),
  terms: QuotaTerms = defaultTerms,
): TeamSuggestion | undefined {
  const suggested = people.filter((one) => one.state === "suggested");
  if (suggested.length === 0) return undefined;
  const quotas = suggested.map((one) => ({ one, quota: chosen.get(one.person) ?? one.quota }));
  return {
    ...suggestedOn(totalOutlook(suggested), terms),
    expectedToReach: quotas.reduce((sum, { one, quota }) => sum + one.chanceOf(quota), 0),
    people: suggested.length,
    quotaSum: quotas.reduce((sum, { quota }) => sum + quota, 0),
  };
}

/** A round figure: stretch times what is expected, lowered while out of reach, always above what is expected. */
export function suggestedOn(outlook: Outlook, terms: QuotaTerms = defaultTerms): Suggested {
  const { expected, step, chanceOf } = outlook;
  const low = Math.floor(expected / step + 1e-9) + 1;
  const wished = Math.max(low, Math.ceil((terms.stretch * expected) / step - 1e-9));
  const quota = step * highestInReach(low, wished, (steps) => chanceOf(steps * step) >= terms.pOutOfReach);
  const probability = chanceOf(quota);
  return { ...outlook, quota, probability, flag: flagOf(quota, { probability, expected }, terms) };
}

type MemberRecord = { member: Member; exposure: Exposure | null; count: number; sizes: number[] };

function recordOf(history: TeamHistory, member: Member): MemberRecord {
  const span = exposureOf({ ...history, joinedOn: member.joinedOn });
  const exposure = span && { ...span, periods: span.periods * (member.shareThere?.(span) ?? 1) };
  const real = member.facts.filter(({ day, value }) => value > 0 && day < history.today);
  const counted = real.filter(({ day }) => exposure && day >= exposure.from && day <= exposure.to);
  if (history.unit === "money") {
    return { member, exposure, count: counted.length, sizes: real.map(({ value }) => value) };
  }
  return { member, exposure, count: counted.reduce((sum, { value }) => sum + value, 0), sizes: [] };
}

/** Never brought anything, and not new either: this metric is not what they are here for, so nothing is made up. */
function isIdle({ kind, fiscalStart, today }: TeamHistory, { member }: MemberRecord): boolean {
  if (member.facts.some(({ value }) => value > 0)) return false;
  const lastPeriod = shiftPeriod(periodOf(kind, today, fiscalStart), -1, fiscalStart);
  return !member.joinedOn || member.joinedOn < lastPeriod.from;
}

/** Of those with whole periods, while there are any; undefined where the team has brought nothing yet. */
function priorOf(records: readonly MemberRecord[], terms: QuotaTerms): (Gamma & { mean: number }) | undefined {
  const counted = records.some(({ exposure }) => exposure?.whole)
    ? records.filter(({ exposure }) => exposure?.whole)
    : records;
  const team = counted.map(({ count, exposure }) => ({ count, exposure: exposure?.periods ?? 0 }));
  const prior = gammaPoissonPrior({ team, minStrength: terms.minStrength, maxStrength: terms.maxStrength });
  if (isInvalid(prior)) throw new RangeError("a team's history holds a negative count");
  const { mean, shape, rate } = prior;
  return mean === null || shape === null || rate === null ? undefined : { mean, shape, rate };
}

function suggestFor(
  { member, exposure, count, sizes }: MemberRecord,
  prior: Gamma & { mean: number },
  teamSizes: readonly number[] | null,
  terms: QuotaTerms,
): Suggestion {
  const ownPeriods = exposure?.periods ?? 0;
  const posterior = { shape: prior.shape + count, rate: prior.rate + ownPeriods };
  const { nextExposure } = member;
  const isOwn = sizes.length >= enoughOwnDeals;
  const basis: Basis = {
    ownCount: count,
    ownPeriods,
    from: exposure?.from ?? null,
    to: exposure?.to ?? null,
    teamMean: prior.mean,
    ownWeight: ownPeriods / posterior.rate,
    leansOnTeam: !exposure?.whole,
    sizes: teamSizes ? (isOwn ? "own" : "team") : null,
    posterior,
    nextExposure,
  };
  if (!teamSizes) return { ...countSuggestion(posterior, nextExposure, terms), basis };
  return { ...suggestedOn(moneyOutlook(posterior, nextExposure, isOwn ? sizes : teamSizes), terms), basis };
}

function countSuggestion(posterior: Gamma, nextExposure: number, terms: QuotaTerms): Suggested {
  const { stretch, pOutOfReach, pNoStretch } = terms;
  const answer = suggestedQuotaCount({ posterior, nextExposure, stretch, pOutOfReach, pNoStretch });
  if (isInvalid(answer)) throw new RangeError("the terms of quotas hold no chance or stretch");
  return { ...countOutlook(posterior, nextExposure), ...answer };
}

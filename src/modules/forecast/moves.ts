import { counts, type Measure, type Outlook, type Stand, worthOf } from "./stand.ts";

/** Why a deal's part of the forecast changed: one reason each, the weightiest first. */
export const moveKinds = [
  "new",
  "won",
  "lost",
  "reopened",
  "slipped",
  "pulled_in",
  "carried",
  "came",
  "left",
  "raised",
  "lowered",
  "ranked",
  "staged",
  "gone",
  "aged",
] as const;
export type MoveKind = (typeof moveKinds)[number];

export type Move = { dealId: string; kind: MoveKind; was: Stand | null; is: Stand | null; delta: number };

export type Side = { stands: ReadonlyMap<string, Stand>; outlook: Outlook };

/**
 * What moved the forecast from one day to another, deal by deal. `stands` hold every deal that counts on either side, as it stood on each; the sum
 * of all deltas is exactly the difference of the two forecasts. The largest first.
 */
export function movesBetween(before: Side, after: Side, measure: Measure): Move[] {
  const ids = new Set([...before.stands.keys(), ...after.stands.keys()]);
  return [...ids]
    .flatMap((dealId) => moveOf(dealId, before, after, measure) ?? [])
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.dealId < b.dealId ? -1 : 1));
}

/** What a day's deals add up to. */
export function forecastOf({ stands, outlook }: Side, measure: Measure): number {
  return [...stands.values()].reduce((sum, stand) => sum + partOf(stand, measure, outlook), 0);
}

function partOf(stand: Stand | undefined, measure: Measure, outlook: Outlook): number {
  return stand && counts(stand, outlook) ? worthOf(stand, measure, outlook) : 0;
}

function moveOf(dealId: string, before: Side, after: Side, measure: Measure): Move | undefined {
  const was = before.stands.get(dealId);
  const is = after.stands.get(dealId);
  const didCount = was !== undefined && counts(was, before.outlook);
  const doesCount = is !== undefined && counts(is, after.outlook);
  if (!didCount && !doesCount) return undefined;
  const delta = partOf(is, measure, after.outlook) - partOf(was, measure, before.outlook);
  const kind = kindOf(was, is, { didCount, doesCount, owners: before.outlook.owners });
  if (!kind && delta === 0) return undefined;
  return { dealId, kind: kind ?? "aged", was: was ?? null, is: is ?? null, delta };
}

type Counting = { didCount: boolean; doesCount: boolean; owners: Outlook["owners"] };

function kindOf(was: Stand | undefined, is: Stand | undefined, counting: Counting): MoveKind | undefined {
  if (!was) return is?.status === "won" ? "won" : "new";
  if (!is) return "gone";
  return ownerMove(was, is, counting) ?? statusMove(was, is) ?? dateMove(was, is, counting) ?? changeMove(was, is);
}

function ownerMove(was: Stand, is: Stand, { owners }: Counting): MoveKind | undefined {
  if (!owners || was.ownerId === is.ownerId) return undefined;
  const isIn = ({ ownerId }: Stand) => ownerId !== null && owners.has(ownerId);
  if (isIn(was) === isIn(is)) return undefined;
  return isIn(is) ? "came" : "left";
}

function statusMove(was: Stand, is: Stand): MoveKind | undefined {
  if (was.status === is.status) return undefined;
  return is.status === "open" ? "reopened" : is.status;
}

/** A day that did not change and a period that began or ended: the deal is carried over, nobody moved it. */
function dateMove(was: Stand, is: Stand, { didCount, doesCount }: Counting): MoveKind | undefined {
  if (didCount === doesCount) return undefined;
  if (was.expectedCloseOn === is.expectedCloseOn) return "carried";
  return doesCount ? "pulled_in" : "slipped";
}

function changeMove(was: Stand, is: Stand): MoveKind | undefined {
  if (was.baseMinor !== is.baseMinor) return is.baseMinor > was.baseMinor ? "raised" : "lowered";
  if (was.status !== "open") return undefined;
  if (was.rankId !== is.rankId) return "ranked";
  return was.stageId !== is.stageId || was.probability !== is.probability ? "staged" : undefined;
}

import { addDays, type CivilDate } from "#lib/time.ts";
import type { Stand } from "./stand.ts";

/** What a deal's history says of the days gone by; each list in order of its days. */
export type Past = {
  /** As it stands now. */
  stand: Stand;
  /** What it was worth, and expected for, before it was closed. */
  whileOpen: Pick<Stand, "baseMinor" | "expectedCloseOn">;
  moves: readonly { on: CivilDate; from: Pick<Stand, "stageId" | "probability"> }[];
  putOff: readonly { on: CivilDate; was: CivilDate | null }[];
};

/** A stand, and the nights that would have found it: from one, until before another; null goes on. */
export type Stretch = { stand: Stand; fromOn: CivilDate; untilOn: CivilDate | null };

/** What the nights from `from` to `to` would have kept of a deal, had they been taken: a night shows what was true before its day began. */
export function recall(past: Past, from: CivilDate, to: CivilDate): Stretch[] {
  const { openedOn, closedOn } = past.stand;
  const changes = [openedOn, closedOn, ...past.moves.map(({ on }) => on), ...past.putOff.map(({ on }) => on)];
  const nights = changes.flatMap((day) => (day && day >= from && day < to ? addDays(day, 1) : []));
  const days = [...new Set([from, ...nights])].toSorted();
  return days.flatMap((fromOn, at) => {
    const stand = standBefore(past, fromOn);
    return stand ? [{ stand, fromOn, untilOn: days[at + 1] ?? null }] : [];
  });
}

function standBefore({ stand, whileOpen, moves, putOff }: Past, day: CivilDate): Stand | undefined {
  if (stand.openedOn !== null && stand.openedOn >= day) return undefined;
  const isAhead = ({ on }: { on: CivilDate }) => on >= day;
  const stage = moves.find(isAhead)?.from;
  const expected = putOff.find(isAhead);
  const isStillOpen = stand.closedOn !== null && stand.closedOn >= day;
  return {
    ...stand,
    ...stage,
    ...(isStillOpen ? { ...whileOpen, status: "open", closedOn: null } : {}),
    ...(expected ? { expectedCloseOn: expected.was } : {}),
  };
}

import { addDays, type CivilDate, weekday } from "#lib/time.ts";

/** What stands on one day of a calendar, in minutes of that day. */
export type Block<Item> = { item: Item; from: number; to: number };
/** Beside how many others it stands, and in which place among them. */
export type Placed<Item> = Block<Item> & { lane: number; lanes: number };

const day = 24 * 60;
/** Shorter ones are drawn so long, that one can read and grasp them. */
export const leastMinutes = 30;
export const stepMinutes = 15;

/** The days of the week that a day is in, by the weekday on which weeks begin (ISO: Monday is 1). */
export function weekOf(date: CivilDate, weekStart: number): CivilDate[] {
  const first = addDays(date, -((weekday(date) - weekStart + 7) % 7));
  return Array.from({ length: 7 }, (_, at) => addDays(first, at));
}

/** Those that overlap share the width of their day, each in the first free lane; others have all of it. */
export function placed<Item>(blocks: readonly Block<Item>[]): Placed<Item>[] {
  const sorted = blocks.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const done: Placed<Item>[] = [];
  let group: Placed<Item>[] = [];
  let end = -1;
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane + 1));
    done.push(...group.map((one) => ({ ...one, lanes })));
    group = [];
  };
  for (const block of sorted) {
    const to = Math.max(block.to, block.from + leastMinutes);
    if (block.from >= end) close();
    const taken = new Set(
      group.filter((one) => Math.max(one.to, one.from + leastMinutes) > block.from).map(({ lane }) => lane),
    );
    let lane = 0;
    while (taken.has(lane)) lane++;
    group.push({ ...block, lane, lanes: 1 });
    end = Math.max(end, to);
  }
  close();
  return done;
}

export type Span = { date: CivilDate; from: number; length: number };

/** The stretch from one minute of a day to another, in whole steps; a mere press takes half an hour from its step on. */
export function stretch(date: CivilDate, a: number, b: number): Span {
  const isPress = Math.abs(a - b) < stepMinutes / 2;
  const from = Math.floor(Math.min(a, b) / stepMinutes) * stepMinutes;
  const to = isPress ? from + leastMinutes : Math.ceil(Math.max(a, b) / stepMinutes) * stepMinutes;
  const start = Math.min(Math.max(0, from), day - (isPress ? leastMinutes : stepMinutes));
  return { date, from: start, length: Math.min(day, to) - start };
}

/** Moved by days and minutes, in steps, and never out of its day. */
export function moved({ date, from, length }: Span, by: { days: number; minutes: number }): Span {
  const start = Math.round((from + by.minutes) / stepMinutes) * stepMinutes;
  return { date: addDays(date, by.days), from: Math.min(Math.max(0, start), day - stepMinutes), length };
}

/** Longer or shorter, in steps, within its day. */
export function resized({ date, from, length }: Span, by: number): Span {
  const next = Math.round((length + by) / stepMinutes) * stepMinutes;
  return { date, from, length: Math.min(Math.max(stepMinutes, next), day - from) };
}

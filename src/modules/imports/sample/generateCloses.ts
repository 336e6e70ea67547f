import { random } from "#lib/random.ts";
import { addDays, type CivilDate } from "#lib/time.ts";

/** When an open deal of the sample is expected to close: most within four months, a few days ago for some, and for some nobody said. */
export function expectedClose(key: string, today: CivilDate): CivilDate | null {
  const chance = random(`close ${key}`);
  const draw = chance.unit();
  if (draw < 0.1) return null;
  return draw < 0.18 ? addDays(today, -chance.between(1, 20)) : addDays(today, chance.between(2, 120));
}

export type SamplePutOff = { on: CivilDate; was: CivilDate };

/** Some open deals were put off within the last twelve days, from about the day on which that was done. */
export function lastPutOff(
  { key, openedOn }: { key: string; openedOn: CivilDate | null },
  today: CivilDate,
): SamplePutOff | null {
  const became = expectedClose(key, today);
  const chance = random(`put off ${key}`);
  if (became === null || !chance.chance(0.08)) return null;
  const on = addDays(today, -chance.between(1, 12));
  const was = addDays(on, chance.between(-2, 20));
  return was < became && (openedOn === null || openedOn < on) ? { on, was } : null;
}

import { random } from "#lib/random.ts";
import { addDays, type CivilDate } from "#lib/time.ts";

/** When an open deal of the sample is expected to close: most within four months, a few days ago for some, and for some nobody said. */
export function expectedClose(key: string, today: CivilDate): CivilDate | null {
  const chance = random(`close ${key}`);
  const draw = chance.unit();
  if (draw < 0.1) return null;
  return draw < 0.18 ? addDays(today, -chance.between(1, 20)) : addDays(today, chance.between(2, 120));
}

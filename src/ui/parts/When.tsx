import type { Money as Amount } from "#lib/money.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { type DateLength, useWords } from "#ui/words.tsx";

/** Near now by its distance ("in 2 h", "yesterday"), else its date; the exact one on hover and for screen readers. */
export function When({ at, length }: { at: Instant | CivilDate /** Never by its distance. */; length?: DateLength }) {
  const { formatRelative, formatDate, formatMoment } = useWords();
  useNow();
  const isDay = at.length === 10;
  const exact = isDay ? formatDate(at, "full") : formatMoment(at, "full");
  const shown = length ? (isDay ? formatDate(at, length) : formatMoment(at, length)) : formatRelative(at);
  return (
    <time dateTime={at} title={exact}>
      {shown}
    </time>
  );
}

export function Money({ value, short, cents }: { value: Amount; short?: boolean; cents?: boolean }) {
  const { formatMoney } = useWords();
  const options = { ...(short ? { short } : {}), ...(cents ? { cents } : {}) };
  return <span className="num nw">{formatMoney(value.minor, value.currency, options)}</span>;
}

import type { CivilDate } from "#lib/time.ts";
import { Link } from "#ui/Link.tsx";
import { Chip, type Meaning } from "#ui/parts/Chip.tsx";
import { useWords } from "#ui/words.tsx";
import type { ForecastShape, MoveShape, MovesShape } from "../api.ts";

type Props = { forecast: ForecastShape; moves: MovesShape };

/** By which deals the forecast moved: first by kind, then deal by deal; what isn't named is summed, so that it is the whole difference. */
export function Moves({ forecast, moves }: Props) {
  const { t, formatNumber } = useWords();
  const signed = useSigned(forecast.currency);
  const { kinds, deals, others, was, is } = moves;
  return (
    <>
      <ul className="move-kinds num">
        {kinds.map(({ kind, count, delta }) => (
          <li key={kind}>
            <span className="s">
              {t(`forecast.move.${kind}`)} <span className="ink2">{formatNumber(count)}</span>
            </span>
            <span className="b">{signed(delta)}</span>
          </li>
        ))}
      </ul>
      <ul className="move-deals">
        {deals.map((move) => (
          <MoveLine key={move.dealId} move={move} forecast={forecast} />
        ))}
        {others.count > 0 && (
          <li className="li">
            <span className="grow s ink2">{t("forecast.moves.others", { count: others.count })}</span>
            <span className="move-delta num">{signed(others.delta)}</span>
          </li>
        )}
        <li className="li move-sum">
          <span className="grow s b">{t("forecast.moves.sum")}</span>
          <span className="move-delta num b">{signed(is - was)}</span>
        </li>
      </ul>
    </>
  );
}

const meanings: Partial<Record<MoveShape["kind"], Meaning>> = {
  ...{ won: "won", lost: "lost", slipped: "risk", lowered: "risk", pulled_in: "info", new: "info" },
};

function MoveLine({ move, forecast }: { move: MoveShape; forecast: ForecastShape }) {
  const { t } = useWords();
  const signed = useSigned(forecast.currency);
  const meaning = meanings[move.kind];
  return (
    <li className="li">
      <span className="move-kind">
        <Chip {...(meaning ? { meaning } : {})}>{t(`forecast.move.${move.kind}`)}</Chip>
      </span>
      <Link className="grow" to={`/deals/${move.dealId}`}>
        <div className="s b cut">{move.name}</div>
        <div className="xs ink2 cut">
          <How move={move} forecast={forecast} />
        </div>
      </Link>
      <span className="move-delta num">{signed(move.delta)}</span>
    </li>
  );
}

/** From what to what, in the words of what changed; and whose it is. */
function How({ move, forecast }: { move: MoveShape; forecast: ForecastShape }) {
  const { t, formatDate, formatMoney } = useWords();
  const { was, is, kind } = move;
  const day = (on: CivilDate | null | undefined) => (on ? formatDate(on, "short") : t("forecast.no_date"));
  const rank = (id: string | null | undefined) =>
    forecast.rankNames.find((one) => one.id === id)?.name ?? t("forecast.no_rank");
  const fromTo = (from: string, to: string) => t("forecast.from_to", { from, to });
  const money = (minor: number | undefined) => formatMoney(minor ?? 0, forecast.currency);
  const changes: Partial<Record<MoveShape["kind"], string>> = {
    slipped: fromTo(day(was?.expectedCloseOn), day(is?.expectedCloseOn)),
    pulled_in: fromTo(day(was?.expectedCloseOn), day(is?.expectedCloseOn)),
    raised: fromTo(money(was?.baseMinor), money(is?.baseMinor)),
    lowered: fromTo(money(was?.baseMinor), money(is?.baseMinor)),
    ranked: fromTo(rank(was?.rankId), rank(is?.rankId)),
    staged: fromTo(`${was?.probability ?? 0}%`, `${is?.probability ?? 0}%`),
    carried: day(is?.expectedCloseOn),
  };
  return [changes[kind], move.owner].filter(Boolean).join(" · ");
}

/** With its sign, as differences are said; a true minus, which screen readers read. */
export function useSigned(currency: string): (minor: number) => string {
  const { formatMoney } = useWords();
  return (minor) =>
    minor === 0 ? "±0" : `${minor > 0 ? "+" : "−"}${formatMoney(Math.abs(minor), currency, { whole: true })}`;
}
